import type { DeviceAnswer } from '../../../core/api/devices.ts'
import { countDevices } from '../../../scripts/demo/registry-counts.ts'

const device = (more: Partial<DeviceAnswer>): DeviceAnswer => ({
  imei: '352656100367872',
  thingName: 'mintmark-352656100367872',
  orderId: 'o1',
  state: 'reserved',
  station: 'arn:aws:iam::123456789012:role/line-1',
  generation: 1,
  keySource: 'modem',
  reservedAt: '2026-11-22T10:00:00Z',
  changedAt: '2026-11-22T10:00:00Z',
  ...more,
})
const minted = { state: 'minted', certificateId: 'c', mintedAt: 'm' } as const
const confirmed = { ...minted, state: 'confirmed', confirmedAt: 'c' } as const
const registered = { ...confirmed, state: 'registered', registeredAt: 'r' } as const

test('a device counts as far as it came, and an ordered unit that is not registered failed', () => {
  const devices = [device({}), device(minted), device(confirmed), device(registered)]
  expect(countDevices(5, devices)).toEqual({ ordered: 5, minted: 3, confirmed: 2, registered: 1, failed: 4 })
})

test('what was registered once and is suspended now is not registered', () => {
  expect(countDevices(1, [device({ ...registered, state: 'suspended' })])).toMatchObject({ registered: 0, failed: 1 })
})
