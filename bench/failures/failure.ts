import { cloudFailures } from './cloud.ts'
import type { FailureKind, Layer } from './define.ts'
import { modemFailures } from './modem.ts'
import { portFailures } from './port.ts'
import { stationFailures } from './station.ts'
import { unitFailures } from './unit.ts'

const families = [portFailures, modemFailures, cloudFailures, stationFailures, unitFailures]
/** The one table of what can go wrong at a bench: code → sentence, next step. One family a file. */
export const failureKinds = {
  ...portFailures.kinds,
  ...modemFailures.kinds,
  ...cloudFailures.kinds,
  ...stationFailures.kinds,
  ...unitFailures.kinds,
}

export type FailureCode = keyof typeof failureKinds
type ParamsOf<Code extends FailureCode> = Parameters<(typeof failureKinds)[Code]['says']>[0] extends infer P
  ? P extends undefined
    ? Record<string, never>
    : P
  : never

/** What went wrong, as a value: a page in another language needs only code and parameters. */
export interface Failure {
  layer: Layer
  code: string
  params: Readonly<Record<string, unknown>>
  says: string
  next: string
}

export const failure = <Code extends FailureCode>(code: Code, params: ParamsOf<Code>): Failure => {
  const kind = failureKinds[code] as FailureKind<unknown>
  const layer = families.find((family) => code in family.kinds)?.layer ?? 'station'
  return { layer, code, params: params as Failure['params'], says: kind.says(params), next: kind.next(params) }
}

/** An outage on the way, thrown by adapters; the use-case catches it and answers with its value. */
export class BenchError extends Error {
  override name = 'BenchError'
  readonly failure: Failure
  constructor(value: Failure, options?: ErrorOptions) {
    super(`${value.says} ${value.next}`, options)
    this.failure = value
  }
}

export const fail = <Code extends FailureCode>(
  code: Code,
  params: ParamsOf<Code>,
  options?: ErrorOptions,
): BenchError => new BenchError(failure(code, params), options)
