import { BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { attachUnit } from '../flash/attach-unit.ts'
import { flashInTime, type UnitJob } from './flash-in-time.ts'
import { judgeResult } from './judge-result.ts'
import { labelUnit } from './label-unit.ts'
import { sentence } from './sentences.ts'
import type { StationDependencies, StationInput } from './station-dependencies.ts'
import type { UnitRecord } from './unit-record.ts'

/** What is known of the outcome once the unit is confirmed, with everything that follows at the bench. */
const finishAtBench = async (
  deps: StationDependencies,
  input: StationInput,
  { session, onStep, signal }: UnitJob,
  record: UnitRecord,
): Promise<UnitRecord> => {
  const { imei = '' } = record
  const { timers, journal } = deps
  const before = await journal.historyOf(imei)
  let done: UnitRecord = before.attachMs === undefined ? record : { ...record, attachMs: before.attachMs }
  if (input.attachMs !== undefined && before.attachMs === undefined) {
    onStep('attach', {}, imei)
    const unit = { imei, port: session.port }
    const held = { certificateId: record.certificateId ?? '', firmware: record.flash?.firmware ?? '' }
    try {
      const attachMs = await attachUnit(session, { timers, timeoutMs: input.attachMs, signal })
      await journal.append(unit, { act: 'attached', attachMs, ...held })
      done = { ...done, attachMs }
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      await journal.append(unit, { act: 'attach-failed', code: error.failure.code, ...held })
      done = { ...done, colour: 'amber', sentence: sentence('attach-failed', { imei, why: error.failure.says }) }
    }
  }
  if (deps.printer) onStep('label', {}, imei)
  return labelUnit(deps)(done)
}

/** Runs the unit in a slot from its first command to its label. Throws only when the station itself is called off. */
export const runUnit =
  (deps: StationDependencies, input: StationInput) =>
  async (job: UnitJob): Promise<UnitRecord> => {
    const began = deps.timers.now()
    const result = await flashInTime(deps, input, job)
    const { imei } = result
    const serial = job.request.serial ?? (imei === undefined ? undefined : (await deps.journal.historyOf(imei)).serial)
    const record = (): UnitRecord => ({
      schema: 1,
      orderId: input.orderId,
      at: deps.now().toISOString(),
      slot: job.slot,
      ...(imei === undefined ? {} : { imei }),
      ...(serial === undefined ? {} : { serial }),
      ...judgeResult(result),
      flash: result,
    })
    if (result.outcome !== 'confirmed') return { ...record(), seconds: (deps.timers.now() - began) / 1000 }
    const { thingName, certificateId, proof } = result
    const confirmed = { ...record(), thingName, certificateId, proof }
    const done = await finishAtBench(deps, input, job, confirmed).catch((error: unknown) => {
      job.signal.throwIfAborted()
      const { failure } = error instanceof BenchError ? error : fail('agent-failed', { reason: reasonOf(error) })
      const { code, params, says, next } = failure
      return { ...confirmed, colour: 'amber' as const, sentence: { code, params, says, next } }
    })
    return { ...done, seconds: (deps.timers.now() - began) / 1000 }
  }
