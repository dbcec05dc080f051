import { credentialRefusals } from './credential.ts'
import type { RefusalKind } from './define.ts'
import { deviceRefusals } from './device.ts'
import { orderRefusals } from './order.ts'
import { requestRefusals } from './request.ts'
import { stationRefusals } from './station.ts'

/** The one table of expected "no"s: code → HTTP status, sentence, next step. One family a file. */
export const refusals = {
  ...requestRefusals,
  ...orderRefusals,
  ...stationRefusals,
  ...deviceRefusals,
  ...credentialRefusals,
}

export type RefusalCode = keyof typeof refusals
export type RefusalParams<Code extends RefusalCode> = Parameters<(typeof refusals)[Code]['says']>[0] extends infer P
  ? P extends undefined
    ? Record<string, never>
    : P
  : never

/** An expected "no" as a value; pages in other languages render it from code and parameters. */
export type Refusal = { [Code in RefusalCode]: { refusal: Code; params: RefusalParams<Code> } }[RefusalCode]

export const refuse = <Code extends RefusalCode>(code: Code, params: RefusalParams<Code>): Refusal =>
  ({ refusal: code, params }) as Refusal

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refusal' in value && typeof value.refusal === 'string'

const kindOf = (refusal: Refusal) => refusals[refusal.refusal] as RefusalKind<unknown>

/** The sentence, the next step and the HTTP status of a refusal. */
export const explainRefusal = (refusal: Refusal): { says: string; next: string; status: number } => {
  const kind = kindOf(refusal)
  return { says: kind.says(refusal.params), next: kind.next(refusal.params), status: kind.status }
}
