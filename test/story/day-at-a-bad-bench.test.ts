import { X509Certificate } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefused } from '../../bench/refused.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { holdsAPair } from '../bench/support/simulated-bench.ts'
import { type Bed, startBed } from '../support/bad-bench/bed.ts'
import type { BenchAgent } from '../support/bad-bench/bench-agent.ts'
import { type LabelPrinter, startPrinter } from '../support/bad-bench/printer.ts'
import { type SiteNetwork, startSiteNetwork } from '../support/bad-bench/site-network.ts'
import { type RunningAgent, startAgent } from '../support/bad-bench/start-agent.ts'
import { type StoryCloud, securityTag, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

const minute = 60_000

let story: StoryCloud
let network: SiteNetwork
let printer: LabelPrinter
let beds: [Bed, Bed]
let orderId: string
let agent: RunningAgent | undefined
beforeAll(async () => {
  story = await startStoryCloud()
  ;({ orderId } = await story.openOrder(6))
  network = await startSiteNetwork(story.cloud.ready.apiUrl, story.folder)
  printer = await startPrinter()
  beds = [await startBed(), await startBed()]
}, 120_000)
afterAll(async () => {
  agent?.pull()
  await agent?.gone
  for (const thing of [...beds, printer, network]) await thing.close()
  await story.stop()
})

const modems = Object.fromEntries(
  ['A', 'B', 'C', 'D', 'E', 'F'].map((name, n) => [
    name,
    createModem({ firmware: n % 2 === 0 ? 'mfw_nrf9160_1.3.7' : 'mfw_nrf91x1_2.0.4', imei: imeiOf(700_000 + n) }),
  ]),
) as Record<'A' | 'B' | 'C' | 'D' | 'E' | 'F', Modem>

/** Starts the agent of the bench as it is now. */
const start = (how: Partial<BenchAgent> & { trusts?: boolean } = {}): RunningAgent => {
  const { trusts = true, ...more } = how
  const { accessKeyId, secretAccessKey } = story.station
  agent = startAgent(
    {
      apiUrl: network.apiUrl,
      accessKeyId,
      secretAccessKey,
      orderId,
      journal: join(story.folder, 'a journal', `${orderId}.jsonl`),
      results: join(story.folder, 'the results'),
      labels: printer.target,
      slots: { 1: beds[0].port, 2: beds[1].port },
      clockMs: 0,
      needsSerial: false,
      ...more,
    },
    { HTTPS_PROXY: network.proxyUrl, ...(trusts ? { SSL_CERT_FILE: network.caFile } : {}) },
  )
  return agent
}
const callsFor = ({ imei }: Modem, what: RegExp) =>
  network.calls.filter((call) => call.includes(imei) && what.test(call)).length

test('a day at a bad bench ends with numbers that agree', async () => {
  const { A, B, C, D, E, F } = modems

  // The proxy opens TLS with a CA that nobody told this computer of.
  let bench = start({ trusts: false })
  beds[0].put(A)
  const untrusted = await bench.tile(1, 'red')
  expect(untrusted.sentence).toMatchObject({ code: 'tls-intercepted', says: expect.stringContaining(network.apiUrl) })
  await bench.end()
  expect(network.calls).toEqual([])

  // IT put the CA into the store; the clock is five minutes and a bit ahead.
  bench = start({ clockMs: 5 * minute + 10_000 })
  const early = await bench.tile(1, 'red')
  expect(early.sentence.code).toBe('clock-off')
  expect(early.sentence.says).toMatch(/is 3(09|10|11) s ahead/)
  await bench.end()
  expect(await story.spentOf(orderId)).toBe(0)
  expect(A.state().credentials).toEqual([])

  // The clock is set. A turns green, and is left in its fixture from here on.
  bench = start()
  await bench.tile(1, 'green')
  expect(printer.labels).toEqual([A.imei])
  const asked = callsFor(A, /admission/)

  // The cloud goes away: B gets its key at the first touch, and its certificate at the second.
  network.cut = true
  beds[1].put(B)
  await bench.tile(2, 'amber', 'bring-back')
  const key = B.credential(securityTag, 2)?.content
  network.cut = false
  bench.tell({ start: { slot: 2 } })
  await bench.tile(2, 'green')
  expect(B.credential(securityTag, 2)?.content).toBe(key)

  // The printer is out of paper: E is confirmed, and its label comes later.
  printer.hasPaper = false
  beds[1].take()
  await bench.tile(2, 'idle')
  beds[1].put(E)
  await bench.tile(2, 'amber', 'label-failed')
  expect(printer.labels).toEqual([A.imei, B.imei])
  printer.hasPaper = true
  bench.tell({ reprint: E.imei })
  await bench.tile(2, 'green')

  // All this time A sat there, and was asked for its name only.
  expect(bench.units.filter(({ imei }) => imei === A.imei)).toHaveLength(1)
  expect(callsFor(A, /admission/)).toBe(asked)
  beds[0].take()
  beds[1].take()
  await Promise.all([bench.tile(1, 'idle'), bench.tile(2, 'idle')])

  // The plug is pulled twice while F is made: when the cloud has issued, and again when it has confirmed.
  const pullAfter = (what: RegExp) => {
    network.onAnswered = (call, status) => {
      if (status >= 300 || !what.test(call)) return false
      network.onAnswered = () => false
      bench.pull()
      return true
    }
  }
  pullAfter(/credentials$/)
  beds[1].put(F)
  await bench.gone
  pullAfter(/confirmation$/)
  bench = start()
  await bench.gone
  expect(callsFor(F, /credentials$/)).toBe(2)

  // The last agent waits for scans. F still sits there and is finished; then C and D are put in the wrong way round.
  bench = start({ needsSerial: true })
  await bench.tile(2, 'idle', 'scan-serial')
  bench.tell({ start: { slot: 2 } })
  await bench.tile(2, 'green', 'done-before')
  beds[1].take()
  await bench.tile(2, 'idle', 'put-in-unit')
  beds[0].put(D)
  beds[1].put(C)
  await Promise.all([bench.tile(1, 'idle', 'scan-serial'), bench.tile(2, 'idle', 'scan-serial')])
  bench.tell({ start: { slot: 1, serial: 'SN-C', imei: C.imei } })
  bench.tell({ start: { slot: 2, serial: 'SN-D', imei: D.imei } })
  const [first] = await Promise.all([bench.tile(1, 'red'), bench.tile(2, 'red')])
  expect(first.sentence).toMatchObject({ code: 'imei-not-expected', params: { imei: D.imei, expected: C.imei } })
  expect([...C.state().credentials, ...D.state().credentials]).toEqual([])
  beds[0].put(C)
  beds[1].put(D)
  await Promise.all([bench.tile(1, 'idle', 'scan-serial'), bench.tile(2, 'idle', 'scan-serial')])
  bench.tell({ start: { slot: 1, serial: 'SN-C', imei: C.imei } })
  bench.tell({ start: { slot: 2, serial: 'SN-D', imei: D.imei } })
  await Promise.all([bench.tile(1, 'green'), bench.tile(2, 'green')])
  await bench.end()

  // Order, registry, ACTIVE certificates, modems, labels and result files agree.
  const all = Object.values(modems)
  const order = await story.apiAs(story.ops).readOrder(orderId)
  if (isRefused(order)) throw new Error(order.says)
  expect({ spent: order.spent, confirmed: order.states.confirmed }).toEqual({ spent: 6, confirmed: 6 })
  expect(order.reconciliation.difference).toBe(0)
  for (const modem of all) {
    const [certificate, ...others] = await story.certificatesOf(modem.imei)
    const written = new X509Certificate(modem.credential(securityTag, 1)?.content ?? '')
    expect(others).toEqual([])
    expect(certificate).toEqual({
      id: written.fingerprint256.replaceAll(':', '').toLowerCase(),
      status: 'ACTIVE',
    })
    expect(holdsAPair(modem, securityTag)).toBe(true)
  }
  expect(await story.certificates()).toHaveLength(6)
  expect(await story.apiAs(story.ops).readDevice(C.imei)).toMatchObject({ serial: 'SN-C', state: 'confirmed' })
  expect(printer.labels.toSorted()).toEqual(all.map(({ imei }) => imei).toSorted())
  const results = join(story.folder, 'the results')
  for (const name of await readdir(results)) {
    expect(JSON.parse(await readFile(join(results, name), 'utf8'))).toMatchObject({ outcome: 'confirmed' })
  }
  expect(await readdir(results)).toHaveLength(6)
  expect(await readFile(join(story.folder, 'a journal', `${orderId}.jsonl`), 'utf8')).not.toContain('PRIVATE KEY')
})
