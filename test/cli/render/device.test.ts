import { renderDevice } from '../../../cli/render/device.ts'
import { deviceAnswerOf } from '../../support/device-answer.ts'

const at = '2026-11-22T06:00:00.000Z'
const firmware = 'mfw_nrf9160_1.3.7'

test('a device says how long it took to register at the bench, or that it did not', () => {
  const shown = (attachMs: number | null) =>
    renderDevice({ ...deviceAnswerOf('350457790005001'), attach: { firmware, attachMs, at } })
  expect(shown(12_340)).toMatch(/attached in +12\.3 s, at the bench with mfw_nrf9160_1\.3\.7 \(2026-11-22/)
  expect(shown(null)).toMatch(/attached in +not in the time it had, at the bench/)
  expect(renderDevice(deviceAnswerOf('350457790005001'))).not.toContain('attached')
})
