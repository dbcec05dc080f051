import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeySource } from '../../core/api/profile.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { holdsAPair } from '../bench/support/simulated-bench.ts'
import { type StoryCloud, securityTag, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

let bench: StoryCloud
beforeAll(async () => {
  bench = await startStoryCloud()
}, 120_000)
afterAll(() => bench.stop())

/** Every private key that the stories made, as one line of its base64. */
const secrets: string[] = []
const remember = (modem: Modem) => {
  const key = modem.credential(securityTag, 2)?.content.split('\n')[1]
  if (key) secrets.push(key)
}

test('a shipped device on the bench of another order is refused before its key is touched', async () => {
  const [first, second] = [await bench.openOrder(1), await bench.openOrder(1, { existingCredentials: 'replace' })]
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(901) })
  expect(await bench.flash(modem, first.orderId)).toMatchObject({ outcome: 'confirmed', proof: 'digest' })
  remember(modem)
  expect(await bench.connect(modem)).toMatchObject({ outcome: 'connected' })
  const before = JSON.stringify(modem.state())
  expect(await bench.flash(modem, second.orderId)).toMatchObject({
    outcome: 'refused',
    refusal: { refused: 'device-of-another-order', params: { orderId: first.orderId, state: 'registered' } },
    modemChanged: false,
  })
  expect(JSON.stringify(modem.state())).toBe(before)
  expect(await bench.spentOf(second.orderId)).toBe(0)
})

const active = async () => (await bench.certificates()).filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)

const ways: [KeySource, string][] = [
  ['modem', 'mfw_nrf91x1_2.0.4'],
  ['station', 'mfw_nrf9160_1.2.3'],
  ['cloud', 'mfw_nrf9160_1.2.0'],
]

test.each(ways)(
  'with a key made by the %s (%s): unplugged at any command that changes it, then finished',
  async (source, firmware) => {
    const changing = /^AT%(CMNG=[03]|KEYGEN)/
    const index = ways.findIndex(([way]) => way === source)
    const probe = createModem({ firmware, imei: imeiOf(902 + index) })
    const probed = await bench.openOrder(1, { keySources: [source] })
    await bench.flash(probe, probed.orderId)
    const commands = probe.received().filter((line) => changing.test(line)).length
    expect(commands).toBeGreaterThanOrEqual(3)
    for (let after = 0; after < commands; after++) {
      const { orderId } = await bench.openOrder(1, { keySources: [source] })
      const imei = imeiOf(910 + index * 10 + after)
      const modem = createModem({ firmware, imei, faults: [{ name: 'unplug-after', command: changing, after }] })
      const before = new Set(await active())
      expect(await bench.flash(modem, orderId)).toMatchObject({ outcome: 'failed', failure: { code: 'port-lost' } })
      remember(modem)
      expect(await bench.flash(modem, orderId)).toMatchObject({ outcome: 'confirmed', imei })
      remember(modem)
      expect(await bench.spentOf(orderId)).toBe(1)
      expect(holdsAPair(modem, securityTag)).toBe(true)
      expect((await active()).filter((id) => !before.has(id))).toHaveLength(1)
    }
  },
)

test('eight units at once on an order of five: five green, three told why, and the numbers agree', async () => {
  const { orderId } = await bench.openOrder(5)
  const modems = Array.from({ length: 8 }, (_, i) =>
    createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(950 + i) }),
  )
  const results = await Promise.all(modems.map((modem) => bench.flash(modem, orderId)))
  modems.forEach(remember)
  const green = results.filter(({ outcome }) => outcome === 'confirmed')
  const red = results.filter((result) => result.outcome === 'refused' && result.refusal.refused === 'order-exhausted')
  expect([green.length, red.length]).toEqual([5, 3])
  expect(await bench.apiAs(bench.ops).readOrder(orderId)).toMatchObject({ spent: 5, states: { confirmed: 5 } })
})

test('after all of it no private key is in any journal, row, state file or line that anybody printed', async () => {
  expect(secrets.length).toBeGreaterThan(10)
  const files = (await readdir(bench.folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const texts = await Promise.all(files.map(async (file) => readFile(join(file.parentPath, file.name), 'latin1')))
  expect(texts.some((text) => text.includes('"act":"confirmed"'))).toBe(true)
  expect(texts.some((text) => text.includes(imeiOf(901)))).toBe(true)
  const everything = [...texts, ...bench.said].join('\n')
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([])
})
