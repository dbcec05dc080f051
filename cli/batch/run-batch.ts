import { BenchError } from '../../bench/failures/failure.ts'
import { type Timers, wait } from '../../bench/timers.ts'
import type { BatchResult } from './batch-result.ts'
import type { BatchRow } from './batch-rows.ts'

export interface BatchDependencies {
  /** Does one device. Throws a `BenchError` for an outage, which ends the batch. */
  act(imei: string): Promise<Omit<BatchResult, 'imei' | 'line'>>
  /** Whether an earlier run did this device. */
  isDone(imei: string): boolean
  onResult(row: BatchRow, result: BatchResult): Promise<void>
  timers: Timers
  signal: AbortSignal
}

export interface Pace {
  /** Devices begun in a second, at the most: each takes a few calls of AWS IoT, which allows ten to the whole account. */
  perSecond: number
  /** Devices at work at the same time. */
  atOnce: number
}

export interface BatchSums {
  rows: number
  done: number
  /** Done by an earlier run. */
  skipped: number
  /** What a dry run would do. */
  would: number
  refused: number
  failed: number
  /** Not begun, because the cloud could not be reached any more. */
  left: number
}

/**
 * Works a batch off, a result for each row. A row that fails does not stop the others; an outage does, since every other
 * row would only wait for the same one. The outage comes back, for the caller to end with.
 */
export const runBatch = async (
  rows: readonly BatchRow[],
  { act, isDone, onResult, timers, signal }: BatchDependencies,
  { perSecond, atOnce }: Pace,
): Promise<{ sums: BatchSums; outage: BenchError | undefined }> => {
  const sums: BatchSums = { rows: rows.length, done: 0, skipped: 0, would: 0, refused: 0, failed: 0, left: 0 }
  const begun = new Set<string>()
  let outage: BenchError | undefined
  let next = timers.now()

  const turn = async () => {
    const at = Math.max(next, timers.now())
    next = at + 1000 / perSecond
    if (at > timers.now()) await wait(timers, at - timers.now(), signal)
  }
  const resultOf = async ({ line, imei }: BatchRow): Promise<BatchResult | undefined> => {
    if (!imei.ok) return { imei: imei.text, line, outcome: 'failed', code: 'imei-malformed', says: imei.says }
    await turn()
    if (outage !== undefined) return undefined
    try {
      return { imei: imei.imei, line, ...(await act(imei.imei)) }
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      outage ??= error
      return { imei: imei.imei, line, outcome: 'failed', code: error.failure.code, says: error.failure.says }
    }
  }
  const work = async (row: BatchRow) => {
    if (row.imei.ok) {
      // The same device twice in a file is one device.
      if (isDone(row.imei.imei) || begun.has(row.imei.imei)) {
        sums.skipped += 1
        return
      }
      begun.add(row.imei.imei)
    }
    const result = outage === undefined ? await resultOf(row) : undefined
    if (result === undefined) {
      sums.left += 1
      return
    }
    sums[result.outcome] += 1
    await onResult(row, result)
  }
  const waiting = rows.values()
  const worker = async () => {
    for (const row of waiting) {
      signal.throwIfAborted()
      await work(row)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, rows.length) }, worker))
  return { sums, outage }
}
