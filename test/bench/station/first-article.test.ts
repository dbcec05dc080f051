import { simulatedPort } from '../../../cli/station/simulated-article.ts'
import { createModem, type ModemOptions } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'
import { type StandInLine, standInLine } from '../support/stand-in-line.ts'

const firmware = 'mfw_nrf9160_1.3.7'
const modemOf = (n: number, more: Partial<ModemOptions> = {}) => createModem({ firmware, imei: imeiOf(n), ...more })
const golden = imeiOf(500)

let running: RunningStation | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

const start = (
  line: StandInLine,
  slots: Parameters<typeof runStation>[1],
  input: Parameters<typeof runStation>[2] = {},
  deps: Parameters<typeof runStation>[3] = {},
) => {
  const cloud = standInCloud()
  running = runStation(cloud, slots, input, { lineFor: () => line, simulatedPort, ...deps })
  return { cloud, station: running.station, run: running }
}

const lineIs = (run: RunningStation, code: string) => run.eventually(() => run.station.line()?.sentence.code === code)

test('the line stays closed until a golden unit has passed; no unit is spent, no label printed, nothing counted', async () => {
  const [one, two] = [fixture(1), fixture(2)]
  const line = standInLine([golden])
  const printed: unknown[] = []
  const printer = { isRepeatable: true, print: async (label: unknown) => void printed.push(label) }
  const { cloud, station, run } = start(line, [one, two], {}, { printer })
  await lineIs(run, 'line-needs-article')
  const product = modemOf(501)
  one.put(product)
  await run.tile(1, 'idle', 'line-needs-article')
  expect(station.start(1)).toBe('line-closed')
  expect(product.received().every((line) => line === 'AT+CGSN')).toBe(true)

  two.put(modemOf(500))
  await run.tile(2, 'green', 'article-passed')
  expect(station.line()).toMatchObject({ open: true, state: 'open', imei: golden })
  // The unit that waited begins by itself.
  await run.tile(1, 'green', 'done')
  expect(cloud.spent()).toBe(1)
  expect(station.units().map(({ imei }) => imei)).toEqual([imeiOf(501)])
  expect(station.summary()).toMatchObject({ units: 1, confirmed: 1 })
  expect(printed).toHaveLength(1)
  expect(line.simulated).toEqual([false])
  const acts = run.journal.lines.filter(({ imei }) => imei === golden)
  expect(acts.filter(({ article }) => !article).map(({ act }) => act)).toEqual(['article-passed'])
  expect(acts.filter(({ article }) => article).map(({ act }) => act)).toContain('confirmed')
  expect((await run.journal.historyOf(golden)).confirmed).toBeUndefined()
})

test('a golden unit that fails keeps the line closed and says why; started again, it opens it', async () => {
  const slot = fixture(1)
  const line = standInLine([golden])
  const { station, run } = start(line, [slot])
  await lineIs(run, 'line-needs-article')
  const modem = modemOf(500)
  modem.addFault({ name: 'answer-memory-full', command: /CMNG=0/, times: 1 })
  slot.put(modem)
  await run.tile(1, 'red', 'modem-refused')
  expect(station.line()).toMatchObject({ open: false, sentence: { code: 'line-article-failed' } })
  expect(station.line()?.sentence.says).toContain('+CME ERROR')
  expect(station.start(1)).toBe('started')
  await run.tile(1, 'green', 'article-passed')
  expect(station.line()?.open).toBe(true)
})

test('with the cloud away, an article fails and says so; a golden unit that passed once is not run again where it sits', async () => {
  const slot = fixture(1, 'bed')
  const line = standInLine([golden])
  const { station, run } = start(line, [slot])
  await lineIs(run, 'line-needs-article')
  line.away = true
  const modem = modemOf(500)
  slot.put(modem)
  await run.tile(1, 'red', 'cloud-unreachable')
  line.away = false
  station.start(1)
  await run.tile(1, 'green', 'article-passed')
  const asked = () => modem.received().filter((text) => text === 'AT+CGSN').length
  const before = asked()
  await run.eventually(() => asked() > before + 3)
  expect(line.simulated).toHaveLength(1)
})

test('another article is due: the golden unit that still sits there proves the line again', async () => {
  const slot = fixture(1, 'bed')
  const line = standInLine([golden])
  const { run } = start(line, [slot], { articleEveryMs: 60_000 })
  slot.put(modemOf(500))
  await run.eventually(() => line.simulated.length >= 2)
  expect(run.events.flatMap((event) => (event.type === 'line' ? [event.line.sentence.code] : []))).toEqual(
    expect.arrayContaining(['line-needs-article', 'line-open', 'line-article-due', 'line-open']),
  )
})

test('a supervisor opens the line: first on the disk, then open, and told to the cloud when it is there', async () => {
  const slot = fixture(1)
  const line = standInLine([golden])
  const { station, run } = start(line, [slot])
  await lineIs(run, 'line-needs-article')
  line.away = true
  await station.openLine({ reason: 'golden unit is at calibration', by: 'M. Keller' })
  expect(run.journal.lines.at(-1)).toMatchObject({ act: 'line-opened', reason: 'golden unit is at calibration' })
  slot.put(modemOf(502))
  await run.tile(1, 'green', 'done')
  expect(line.openings).toEqual([])
  line.away = false
  await run.eventually(() => line.openings.length === 1)
  expect(line.openings).toMatchObject([{ reason: 'golden unit is at calibration', by: 'M. Keller' }])
  await run.eventually(() => run.journal.line().untold.length === 0)
})

test('an opening that a killed agent could not tell is told by the next one; its line is closed all the same', async () => {
  const first = start(standInLine([golden]), [])
  await lineIs(first.run, 'line-needs-article')
  await first.run.stop()
  await first.run.journal.append({ imei: '', port: '' }, { act: 'line-opened', reason: 'before the plug was pulled' })
  const line = standInLine([golden])
  const { station, run } = start(line, [], {}, { journal: first.run.journal })
  await run.eventually(() => line.openings.length === 1)
  expect(station.line()?.open).toBe(false)
})

test('a simulated article opens the line, and everybody is told that the fixture is not proven', async () => {
  const line = standInLine([golden])
  const { station, run, cloud } = start(line, [fixture(1)])
  await lineIs(run, 'line-needs-article')
  await station.simulateArticle()
  expect(station.line()).toMatchObject({ open: true, state: 'simulated', imei: golden })
  expect(line.simulated).toEqual([true])
  expect(cloud.spent()).toBe(0)
  expect(run.journal.lines.at(-1)).toMatchObject({ act: 'article-passed', simulated: true })
})

test('while the cloud is away, what the journal knows of the order counts', async () => {
  const known = start(standInLine([]), [])
  await lineIs(known.run, 'line-not-asked')
  await known.run.stop()
  const line = standInLine([])
  line.away = true
  const again = start(line, [], {}, { journal: known.run.journal })
  await lineIs(again.run, 'line-not-asked')
  await again.run.stop()
  const never = standInLine([])
  never.away = true
  const { station, run } = start(never, [])
  await lineIs(run, 'line-cannot-ask')
  expect(station.line()?.open).toBe(false)
  never.away = false
  await lineIs(run, 'line-not-asked')
})

test('attach times are told to the cloud, also that a unit did not register, and nobody waits for it', async () => {
  const slot = fixture(1)
  const line = standInLine([])
  const { run } = start(line, [slot], { attachMs: 1_500 })
  await lineIs(run, 'line-not-asked')
  line.away = true
  slot.put(modemOf(503))
  await run.tile(1, 'green', 'done')
  slot.take()
  await run.tile(1, 'idle')
  slot.put(modemOf(504, { behaviour: { network: { status: 1, attachMs: 1e9, attachMsWithoutHistory: 1e9 } } }))
  await run.tile(1, 'amber', 'attach-failed')
  line.away = false
  await run.eventually(() => line.attached.length === 2)
  expect(line.attached).toMatchObject([
    { firmware, attachMs: expect.any(Number) },
    { firmware, attachMs: null },
  ])
  await run.eventually(() => run.journal.lines.filter(({ act }) => act === 'attach-told').length === 2)
})
