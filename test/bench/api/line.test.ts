import { answerApi } from '../../../bench/api/answer.ts'
import { simulatedPort } from '../../../cli/station/simulated-article.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'
import { standInLine } from '../support/stand-in-line.ts'

const golden = imeiOf(600)
let running: RunningStation
afterEach(() => running.stop())

const post = (path: string, body?: unknown) => answerApi(running.station, 'POST', `/api/v1${path}`, body)
const lineOf = async () => {
  const { body } = await answerApi(running.station, 'GET', '/api/v1/state', undefined)
  return (body as { line?: object }).line
}

const startClosed = async () => {
  running = runStation(standInCloud(), [fixture(1)], {}, { lineFor: () => standInLine([golden]), simulatedPort })
  await running.eventually(() => running.station.line()?.sentence.code === 'line-needs-article')
}

test('a closed line is in the state, and no slot starts but for a golden unit', async () => {
  await startClosed()
  expect(await lineOf()).toMatchObject({ open: false, state: 'closed', sentence: { code: 'line-needs-article' } })
  expect(await post('/slots/1/start', { serial: 'SN-1' })).toMatchObject({
    status: 409,
    body: {
      code: 'line-closed',
      detail: 'The line is closed: no first article has passed in this shift.',
      next: `Put a golden unit into any slot (${golden}).`,
    },
  })
  expect(await post('/slots/1/start', { imei: golden })).toMatchObject({ status: 202 })
})

test('a supervisor opens it with a reason in words, and nobody without', async () => {
  await startClosed()
  for (const body of [
    undefined,
    {},
    { reason: 'no' },
    { reason: '          ' },
    { reason: 'long enough to be one', more: 1 },
  ])
    expect(await post('/line/open', body)).toMatchObject({ status: 400, body: { code: 'request-malformed' } })
  expect(await lineOf()).toMatchObject({ open: false })
  const opening = { reason: 'golden unit is at calibration', by: 'M. Keller' }
  expect(await post('/line/open', opening)).toMatchObject({
    status: 200,
    body: { line: { open: true, state: 'opened-by-supervisor', by: 'M. Keller' } },
  })
  expect(running.events.at(-1)).toMatchObject({ type: 'line', line: { open: true } })
  expect(await post('/slots/1/start')).toMatchObject({ status: 202 })
})

test('a simulated article may be asked for, and the line says what it is worth', async () => {
  await startClosed()
  expect(await post('/line/simulate')).toMatchObject({
    status: 200,
    body: { line: { open: true, state: 'simulated', imei: golden } },
  })
})

test('a station without a gate has no line to open', async () => {
  running = runStation(standInCloud(), [fixture(1)])
  expect(await lineOf()).toBeUndefined()
  expect(await post('/line/open', { reason: 'golden unit is at calibration' })).toMatchObject({
    status: 409,
    body: { code: 'line-without-gate' },
  })
  expect(await post('/line/simulate')).toMatchObject({ status: 409 })
})
