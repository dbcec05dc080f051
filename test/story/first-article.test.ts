import { isRefused } from '../../bench/refused.ts'
import { renderOrder } from '../../cli/render/order.ts'
import { simulatedPort } from '../../cli/station/simulated-article.ts'
import type { OrderAnswer } from '../../core/api/orders.ts'
import { createModem } from '../../simulator/modem.ts'
import { type Fixture, fixture } from '../bench/support/fixture.ts'
import { type RunningStation, runStation } from '../bench/support/simulated-station.ts'
import { articleRequest } from '../support/article-world.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

const golden = imeiOf(7000)
const firmware = 'mfw_nrf9160_1.3.7'
const modemOf = (imei: string) => createModem({ firmware, imei })

let story: StoryCloud
let running: RunningStation | undefined
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterEach(async () => {
  await running?.stop()
  running = undefined
})
afterAll(() => story.stop())

/** A station at the deployed cloud; its own waits are a fortieth, so a unit has forty times its time. */
const startStation = (orderId: string, slots: Fixture[], attachMs?: number): RunningStation => {
  const api = story.apiAs(story.station)
  const input = { orderId, unitMs: 40 * 60_000, ...(attachMs === undefined ? {} : { attachMs }) }
  running = runStation(api, slots, input, { lineFor: () => api, simulatedPort })
  return running
}

const readOrder = async (orderId: string): Promise<OrderAnswer> => {
  const order = await story.apiAs(story.ops).readOrder(orderId)
  if (isRefused(order)) throw new Error(order.says)
  return order
}

test('the shift begins: a golden unit goes the whole way, then products run; only they are in the numbers', async () => {
  const { orderId } = await story.openOrder(2, {}, { goldenUnits: [golden] })
  const [one, two] = [fixture(1), fixture(2)]
  const station = startStation(orderId, [one, two], 60_000)
  const product = modemOf(imeiOf(7001))
  one.put(product)
  await station.tile(1, 'idle', 'line-needs-article')
  // A bench died in an article before: its certificate is taken away by the next.
  const left = await story
    .apiAs(story.station)
    .article({ simulated: false })
    .mint({
      ...{ orderId, imei: golden },
      request: await articleRequest(),
    })
  if (isRefused(left)) throw new Error(left.says)
  const goldenModem = modemOf(golden)
  two.put(goldenModem)
  await station.tile(2, 'green', 'article-passed')
  await station.tile(1, 'green', 'done')

  const [certificate, ...others] = await story.certificates()
  expect([certificate?.status, others]).toEqual(['ACTIVE', []])
  expect(await story.certificatesOf(golden)).toEqual([])
  expect((await story.connect(goldenModem)).outcome).not.toBe('connected')
  expect(await story.connect(product)).toMatchObject({ outcome: 'connected' })

  await station.eventually(() => station.journal.lines.some(({ act }) => act === 'attach-told'))
  const order = await readOrder(orderId)
  expect(order).toMatchObject({
    spent: 1,
    reconciliation: { registered: 1, difference: 0 },
    line: [{ what: 'article-passed', imei: golden, station: story.station.arn, firmware, proof: 'digest' }],
    attachTimes: [{ firmware, registered: 1, failed: 0 }],
  })
  expect(renderOrder(order)).toContain(`passed its first article with ${golden}`)
  const device = await story.apiAs(story.ops).readDevice(product.imei)
  expect(device).toMatchObject({ state: 'registered', attach: { firmware, attachMs: expect.any(Number) } })
  expect(await story.apiAs(story.ops).readDevice(golden)).toMatchObject({ refused: 'device-not-found' })
  expect(JSON.stringify(station.journal.lines)).not.toContain('PRIVATE KEY')
}, 120_000)

test('without a golden unit at hand: a simulated article says so in the order, and so does a supervisor', async () => {
  const { orderId } = await story.openOrder(2, {}, { goldenUnits: [imeiOf(7010)] })
  const before = (await story.certificates()).length
  const { station, ...run } = startStation(orderId, [fixture(1)])
  await run.eventually(() => station.line()?.sentence.code === 'line-needs-article')
  await station.simulateArticle()
  expect(station.line()).toMatchObject({ open: true, state: 'simulated' })
  await station.openLine({ reason: 'golden unit is at calibration', by: 'M. Keller' })
  await run.eventually(
    () => run.journal.line().untold.length === 0 && run.journal.lines.some(({ act }) => act === 'line-opening-told'),
  )
  const order = await readOrder(orderId)
  // The test's journal has one moment for all its lines; a real one is newest first.
  const byWhat = Object.fromEntries((order.line ?? []).map((event) => [event.what, event]))
  expect(byWhat).toMatchObject({
    'line-opened': { reason: 'golden unit is at calibration', by: 'M. Keller' },
    'article-simulated': { imei: imeiOf(7010) },
  })
  expect(order.spent).toBe(0)
  expect(await story.certificates()).toHaveLength(before)
  const text = renderOrder(order)
  expect(text).toContain('simulated: it proves the cloud, not the fixture')
  expect(text).toContain('was opened by M. Keller: golden unit is at calibration')
}, 120_000)

test('an order lists a golden unit or a product, and never one unit as both', async () => {
  const opening = story.openOrder(1, {}, { goldenUnits: [golden], imeis: [golden] })
  await expect(opening).rejects.toThrow('a golden unit is never a product')
  await expect(story.openOrder(1, {}, { goldenUnits: ['123456789012345'] })).rejects.toThrow('is not an IMEI')
  const { orderId } = await story.openOrder(1, {}, { goldenUnits: [golden] })
  const flashed = await story.flash(modemOf(golden), orderId)
  expect(flashed).toMatchObject({ outcome: 'refused', refusal: { refused: 'golden-unit' }, modemChanged: false })
}, 60_000)
