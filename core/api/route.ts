import type { z } from 'zod'
import type { RefusalCode } from '../refusals/refusal.ts'

/** One route of the factory API: all that a client may rely on. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Which callers: ops and station routes differ in their IAM resource, so that a station's role cannot call ops routes. */
  readonly audience: 'ops' | 'station' | 'both'
  readonly summary: string
  readonly request?: z.ZodType
  readonly query?: z.ZodType
  readonly answer: z.ZodType
  /** Of a good answer. */
  readonly status: 200 | 201
  /** Every "no" of its own; those of every route are in `commonRefusals`. */
  readonly refusals: readonly RefusalCode[]
}

/** What any route may say: the request is not understood (only where something is sent), or AWS is busy. */
export const commonRefusals = (route: Route): readonly RefusalCode[] => [
  ...(route.request === undefined ? [] : (['body-not-json'] as const)),
  ...(route.request === undefined && route.query === undefined ? [] : (['request-malformed'] as const)),
  'try-again',
]
