import { explainRefusal, type Refusal } from '../core/refusals/refusal.ts'
import type { Failure } from './failures/failure.ts'

/** An expected "no" as the bench passes it on: the cloud's, or its own. */
export interface Refused {
  refused: string
  params: Readonly<Record<string, unknown>>
  says: string
  next: string
}

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value

/** A refusal of the shared table that the bench itself found. */
export const refusedBy = (refusal: Refusal): Refused => {
  const { says, next } = explainRefusal(refusal)
  return { refused: refusal.refusal, params: refusal.params, says, next }
}

/** A refusal that only a bench can make. */
export const refusedUnit = ({ code, params, says, next }: Failure): Refused => ({ refused: code, params, says, next })
