import { createModem } from '../../../simulator/modem.ts'
import { terminal } from '../../simulator/terminal.ts'
import { holdsAPair } from '../support/simulated-bench.ts'
import { flashUnit, imei, inspectUnit, tag, writeAs } from './support.ts'

test('6.8 a board whose credentials went bad is made good by keying it again', async () => {
  const { modem, cloud, again } = await flashUnit({})
  const [first] = cloud.active()
  await writeAs(modem, [[1, 'what an old file system left']])
  expect(await again()).toMatchObject({ outcome: 'refused', refusal: { refused: 'device-already-keyed' } })
  cloud.mayRework = true
  expect(await again()).toMatchObject({ outcome: 'confirmed', repeated: false })
  expect(holdsAPair(modem, tag)).toBe(true)
  expect(cloud.active()).toHaveLength(1)
  expect(cloud.active()).not.toContain(first)
})

test('6.11 a modem that is still active is told to be quiet again; one that stays active is named', async () => {
  const fault = { name: 'answer-518-then-ok', command: /CMNG=0/ } as const
  expect((await flashUnit({ faults: [{ ...fault, times: 2 }] })).reads).toBe('confirmed')
  const { reads } = await flashUnit({ faults: [{ ...fault, times: 99 }] })
  expect(reads).toContain('+CME ERROR: 518" (not allowed while the modem is active)')
  expect(reads).toContain('AT+CFUN=4')
})

test('6.12 a key or an item that is there already is deleted first', async () => {
  const old = [0, 1, 2].map((type) => `AT%CMNG=0,${tag},${type},"old"\r\n`).join('')
  for (const overwrite of ['refuse', 'replace'] as const) {
    const unit = await flashUnit({
      typed: `AT+CFUN=4\r\n${old}`,
      profile: { existingCredentials: 'replace' },
      behaviour: { overwrite },
    })
    expect(unit.reads).toBe('confirmed')
    expect(holdsAPair(unit.modem, tag)).toBe(true)
  }
  const refused = await flashUnit({ typed: `AT+CFUN=4\r\n${old}` })
  expect(refused.reads).toContain(`Security tag ${tag} of the modem already holds root CA certificate`)
  expect(refused.modem.credential(tag, 2)?.content).toBe('old')
})

test('6.13 storage that is full is named with its limit, and nothing of anybody is deleted for room', async () => {
  const others = Array.from({ length: 32 }, (_, n) => `AT%CMNG=0,${n},0,"of somebody"\r\n`).join('')
  const { reads, modem, cloud } = await flashUnit({ typed: `AT+CFUN=4\r\n${others}` })
  expect(reads).toContain('+CME ERROR: 515" (memory full)')
  expect(reads).toContain(
    '32 credentials at most; delete security tags that are not used (mintmark inspect lists them)',
  )
  expect(modem.state().credentials.filter(({ content }) => content === 'of somebody')).toHaveLength(32)
  expect(cloud.spent()).toBe(0)
})

test('6.14 a supply that is too low is named as that', async () => {
  const { reads, cloud } = await flashUnit({ behaviour: { powerWarning: true } })
  expect(reads).toContain('+CME ERROR: 528" (blocked by the power-off warning)')
  expect(reads).toContain('fix the supply')
  expect(cloud.active()).toEqual([])
})

test('6.28 firmware 1.3 on a revision 1 SiP is named by inspect', async () => {
  const hardware = 'nRF9160 SICA B0A'
  const old = createModem({ firmware: 'mfw_nrf9160_1.3.0', imei, behaviour: { hardware } })
  const seen = await inspectUnit(old)
  expect(seen.rules).toContain('hardware-too-old')
  expect(seen.text).toContain('mfw_nrf9160_1.3.0 does not start reliably on nRF9160 SICA B0A')
  expect(seen.text).toContain('modem firmware 1.2.x')
})

test('2.2 tags of others and of the modem itself are neither written, deleted nor shown to the cloud', async () => {
  const shown: string[] = []
  const { modem, reads } = await flashUnit({
    typed: 'AT+CFUN=4\r\nAT%CMNG=0,42,0,"of another product"\r\nAT%CMNG=0,42,2,"its key"\r\n',
    cloud: (cloud) => {
      const { confirm } = cloud
      cloud.confirm = (unit) => {
        shown.push(...unit.request.listing)
        return confirm(unit)
      }
    },
  })
  expect(reads).toBe('confirmed')
  expect(modem.credential(42, 0)?.content).toBe('of another product')
  expect(modem.credential(42, 2)?.content).toBe('its key')
  expect((await terminal(modem).ask('AT%CMNG=1')).filter((line) => line.includes(': 42949'))).toHaveLength(3)
  expect(shown.every((line) => line.startsWith(`%CMNG: ${tag},`))).toBe(true)
  const changes = modem.received().filter((line) => /CMNG=[03]|KEYGEN/.test(line))
  expect(changes.slice(2).every((line) => line.includes(`${tag}`))).toBe(true)
  expect(modem.received().join()).not.toMatch(/XFACTORYRESET|XPRODDONE/)
})
