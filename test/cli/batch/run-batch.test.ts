import { fail } from '../../../bench/failures/failure.ts'
import type { BatchResult } from '../../../cli/batch/batch-result.ts'
import { rowsOfArguments } from '../../../cli/batch/batch-rows.ts'
import { type BatchDependencies, runBatch } from '../../../cli/batch/run-batch.ts'
import { manualTimers } from '../../bench/support/manual-timers.ts'
import { imeiOf } from '../../support/unit.ts'

const rows = (count: number) => rowsOfArguments(Array.from({ length: count }, (_, n) => imeiOf(n))).rows
const none = { done: 0, skipped: 0, would: 0, refused: 0, failed: 0, left: 0 }

const setUp = (act: BatchDependencies['act'] = async () => ({ outcome: 'done', state: 'revoked' })) => {
  const timers = manualTimers()
  const controller = new AbortController()
  const results: BatchResult[] = []
  const begun: number[] = []
  const deps: BatchDependencies = {
    act: (imei) => {
      begun.push(timers.now())
      return act(imei)
    },
    isDone: () => false,
    onResult: async (_, result) => void results.push(result),
    timers,
    signal: controller.signal,
  }
  return { timers, controller, results, begun, deps }
}

test('devices begin at the pace that was asked for, one after the other', async () => {
  const { deps, timers, begun, results } = setUp()
  const batch = runBatch(rows(5), deps, { perSecond: 4, atOnce: 8 })
  await timers.advance(1000)
  expect(await batch).toEqual({ sums: { rows: 5, ...none, done: 5 }, outage: undefined })
  expect(begun).toEqual([0, 250, 500, 750, 1000])
  expect(results.map(({ imei }) => imei)).toEqual(rows(5).map(({ imei }) => (imei.ok ? imei.imei : '')))
})

test('no more are at work than may be, however slow the cloud is', async () => {
  let atWork = 0
  let most = 0
  const { deps, timers } = setUp(async () => {
    atWork += 1
    most = Math.max(most, atWork)
    await new Promise<void>((resolve) => timers.after(10_000, resolve))
    atWork -= 1
    return { outcome: 'done' }
  })
  const batch = runBatch(rows(9), deps, { perSecond: 100, atOnce: 3 })
  await timers.advance(40_000)
  await batch
  expect(most).toBe(3)
})

test('a row that is refused, or is no IMEI, does not stop the others', async () => {
  const { deps, results, timers } = setUp(async (imei) =>
    imei === imeiOf(1) ? { outcome: 'refused', code: 'device-not-found', says: 'no' } : { outcome: 'done' },
  )
  const input = rowsOfArguments([imeiOf(0), imeiOf(1), '352656100367873', imeiOf(2)])
  const batch = runBatch(input.rows, deps, { perSecond: 100, atOnce: 1 })
  await timers.advance(100)
  expect((await batch).sums).toEqual({ rows: 4, ...none, done: 2, refused: 1, failed: 1 })
  expect(results[2]).toMatchObject({ outcome: 'failed', code: 'imei-malformed', imei: '352656100367873' })
})

test('what an earlier run did, and a device that stands twice in the file, is left out', async () => {
  const { deps, begun, timers } = setUp()
  const input = rowsOfArguments([imeiOf(0), imeiOf(1), imeiOf(1), imeiOf(2)])
  const batch = runBatch(input.rows, { ...deps, isDone: (imei) => imei === imeiOf(0) }, { perSecond: 100, atOnce: 1 })
  await timers.advance(100)
  expect((await batch).sums).toEqual({ rows: 4, ...none, done: 2, skipped: 2 })
  expect(begun).toHaveLength(2)
})

test('an outage ends the batch, and what was not begun is counted', async () => {
  const { deps, begun, timers } = setUp(async (imei) => {
    if (imei === imeiOf(2)) throw fail('cloud-unreachable', { url: 'http://127.0.0.1:1', reason: 'refused' })
    return { outcome: 'done' }
  })
  const batch = runBatch(rows(50), deps, { perSecond: 100, atOnce: 1 })
  await timers.advance(1000)
  const { sums, outage } = await batch
  expect(sums).toEqual({ rows: 50, ...none, done: 2, failed: 1, left: 47 })
  expect(outage?.failure.code).toBe('cloud-unreachable')
  expect(begun).toHaveLength(3)
})

test('Ctrl-C stops before the next device', async () => {
  const { deps, begun, controller, timers } = setUp()
  const batch = runBatch(rows(50), deps, { perSecond: 1, atOnce: 1 })
  const ended = expect(batch).rejects.toThrow('Ctrl-C')
  await timers.advance(2500)
  controller.abort(new Error('Ctrl-C'))
  await ended
  expect(begun).toHaveLength(3)
})
