import { failure } from '../../../bench/failures/failure.ts'
import { type LineGateOptions, type LineState, lineGate } from '../../../bench/station/line-gate.ts'
import { manualTimers } from '../support/manual-timers.ts'

const golden = '350457790000000'
const why = failure('attach-denied', { port: 'COM1' })

const gateWith = (options: Partial<LineGateOptions> = {}) => {
  const told: LineState[] = []
  const timers = manualTimers()
  const now = () => new Date(timers.now())
  const gate = lineGate({ firstArticle: 'auto', timers, now, onChange: (state) => told.push(state), ...options })
  return { gate, told, timers, codes: () => told.map(({ sentence }) => sentence.code) }
}

test('auto: an order without golden units opens the line, one with them closes it until one has passed', () => {
  const without = gateWith()
  expect(without.gate.state()).toMatchObject({ open: false, state: 'closed', sentence: { code: 'line-asking' } })
  without.gate.learn([])
  expect(without.gate.state()).toMatchObject({ open: true, state: 'open', sentence: { code: 'line-not-asked' } })
  const { gate, codes } = gateWith()
  gate.learn([golden])
  expect(gate.state()).toMatchObject({ open: false, sentence: { code: 'line-needs-article' } })
  expect(gate.state().sentence.next).toContain(golden)
  gate.passed(golden, { simulated: false })
  expect(gate.state()).toMatchObject({ open: true, state: 'open', imei: golden })
  expect(codes()).toEqual(['line-needs-article', 'line-open'])
})

test('require: without golden units the line stays closed and says what is missing; skip: it is open from the start', () => {
  const { gate } = gateWith({ firstArticle: 'require' })
  gate.learn([])
  expect(gate.state()).toMatchObject({ open: false, sentence: { code: 'line-needs-golden-unit' } })
  const skipped = gateWith({ firstArticle: 'skip' })
  expect(skipped.gate.state()).toMatchObject({ open: true, sentence: { code: 'line-skipped' } })
  skipped.gate.learn([golden])
  expect(skipped.gate.state().open).toBe(true)
  expect(skipped.gate.isGolden(golden)).toBe(true)
})

test('a failed article closes an open line; an outage does not, and on a closed one it is told', () => {
  const { gate } = gateWith()
  gate.learn([golden])
  gate.failed(golden, why, { outage: true })
  expect(gate.state()).toMatchObject({
    open: false,
    sentence: { code: 'line-article-failed', params: { imei: golden } },
  })
  gate.passed(golden, { simulated: false })
  gate.failed(golden, why, { outage: true })
  expect(gate.state().open).toBe(true)
  gate.failed(golden, why, { outage: false })
  expect(gate.state().open).toBe(false)
})

test('a simulated article and a supervisor open the line, and the line says which', () => {
  const { gate } = gateWith()
  gate.learn([golden])
  gate.passed(golden, { simulated: true })
  expect(gate.state()).toMatchObject({ open: true, state: 'simulated' })
  expect(gate.state().sentence.says).toContain('not the fixture')
  gate.openedBy('golden unit is at calibration', 'M. Keller')
  expect(gate.state()).toMatchObject({ open: true, state: 'opened-by-supervisor', by: 'M. Keller' })
  expect(gate.state().sentence.says).toContain('by M. Keller: golden unit is at calibration')
})

test('after its hours the line closes again, once for each opening', async () => {
  const { gate, timers, codes } = gateWith({ everyMs: 12 * 3_600_000 })
  gate.learn([golden])
  gate.passed(golden, { simulated: false })
  await timers.advance(11 * 3_600_000)
  gate.openedBy('a reason that is long enough', undefined)
  await timers.advance(11 * 3_600_000)
  expect(gate.state().open).toBe(true)
  await timers.advance(3_600_000)
  expect(gate.state()).toMatchObject({ open: false, sentence: { code: 'line-article-due', params: { hours: 12 } } })
  expect(codes()).toEqual(['line-needs-article', 'line-open', 'line-opened', 'line-article-due'])
})

test('when the shift is over nothing is due any more, so that no timer keeps the agent alive', async () => {
  const { gate, timers, codes } = gateWith({ everyMs: 1_000 })
  gate.passed(golden, { simulated: false })
  gate.end()
  await timers.advance(2_000)
  expect(codes()).toEqual(['line-open'])
})

test('nobody could say: told once, and only while it is not known', () => {
  const { gate, codes } = gateWith()
  gate.cannotAsk(why)
  gate.cannotAsk(why)
  gate.learn([])
  gate.cannotAsk(why)
  expect(codes()).toEqual(['line-cannot-ask', 'line-not-asked'])
})
