import type { AtSession } from '../at/at-session.ts'
import { BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { flash } from '../flash/flash.ts'
import type { FlashResult, FlashStep } from '../flash/flash-result.ts'
import type { StartRequest, StationDependencies, StationInput } from './station-dependencies.ts'
import type { StationStep } from './station-event.ts'

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
export const flashInTime = async (
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
