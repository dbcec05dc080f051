import type { AtSession } from '../at/at-session.ts'
import { BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { attachUnit } from '../flash/attach-unit.ts'
import { flash } from '../flash/flash.ts'
import type { FlashResult, FlashStep } from '../flash/flash-result.ts'
import { judgeResult } from './judge-result.ts'
import { labelUnit } from './label-unit.ts'
import { sentence } from './sentences.ts'
import type { StartRequest, StationDependencies, StationInput } from './station-dependencies.ts'
import type { StationStep, UnitRecord } from './station-event.ts'

export interface UnitJob {
  slot: number
  session: AtSession
  request: StartRequest
  onStep: (step: StationStep, params: Readonly<Record<string, unknown>>, imei: string | undefined) => void
  signal: AbortSignal
}

const defaultUnitMs = 60_000
/** The command in flight may end by itself; a modem that is silent is not waited for. */
const graceMs = 1_000

/** Flashes within the time that a unit has; everything that goes wrong is a result. */
const flashInTime = async (
  deps: StationDependencies,
  input: StationInput,
  { session, request, onStep, signal }: UnitJob,
): Promise<FlashResult> => {
  const { timers } = deps
  const { orderId, rework = false, unitMs = defaultUnitMs } = input
  let reached: { step: FlashStep; imei?: string | undefined } = { step: 'probe' }
  const late = new AbortController()
  const stop = timers.after(unitMs, () => late.abort(fail('unit-timeout', { seconds: unitMs / 1000 })))
  const both = AbortSignal.any([signal, late.signal])
  let stopGrace = (): void => {}
  const onAbort = () => {
    stopGrace = timers.after(graceMs, () => void session.close())
  }
  both.addEventListener('abort', onAbort, { once: true })
  try {
    await deps.checkRoom?.()
    const run = flash({
      ...deps,
      api: deps.apiFor(both),
      onEvent: ({ step, params, imei }) => {
        reached = { step, imei: imei ?? reached.imei }
        onStep(step, params, imei)
      },
    })
    return await run({
      session,
      orderId,
      rework,
      firstTouches: true,
      signal: both,
      ...(request.serial === undefined ? {} : { serial: request.serial }),
      ...(request.imei === undefined ? {} : { expectedImei: request.imei }),
    })
  } catch (error) {
    signal.throwIfAborted()
    const { failure } = error instanceof BenchError ? error : fail('agent-failed', { reason: reasonOf(error) })
    return {
      port: session.port,
      orderId,
      ...reached,
      outcome: 'failed',
      failure,
      modemChanged: reached.step !== 'probe',
    }
  } finally {
    stop()
    stopGrace()
    both.removeEventListener('abort', onAbort)
  }
}

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
    try {
      const attachMs = await attachUnit(session, { timers, timeoutMs: input.attachMs, signal })
      await journal.append({ imei, port: session.port }, { act: 'attached', attachMs })
      done = { ...done, attachMs }
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
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
