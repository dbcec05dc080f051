import type { z } from 'zod'
import { fail } from '../failures/failure.ts'
import type { Refused } from '../refused.ts'
import { type Timers, wait } from '../timers.ts'
import { networkFailure } from './network-failure.ts'
import { type ReadAnswer, readAnswer } from './read-answer.ts'
import type { ApiCall, SignedRequest } from './request-signer.ts'

export interface CloudDependencies {
  sign: (call: ApiCall) => Promise<SignedRequest>
  fetch: typeof globalThis.fetch
  timers: Timers
  /** The wall clock, for signatures. */
  now: () => Date
  /** From 0 up to 1: spreads the retries of many stations. */
  random: () => number
  signal?: AbortSignal
}

/** Per call, and per question with all its retries (DESIGN, the bench). */
const callMs = 10_000
const questionMs = 60_000
const longestPauseMs = 5_000
const mostTries = 6
/** A network that is not there seldom comes back within seconds, and somebody waits for the answer. */
const mostTriesUnreached = 4

const once = async <Value>(
  { sign, fetch, timers, now, signal }: CloudDependencies,
  call: ApiCall,
  schema: z.ZodType<Value>,
): Promise<ReadAnswer<Value>> => {
  const { url, ...request } = await sign(call)
  const late = new AbortController()
  const stop = timers.after(callMs, () => late.abort())
  const signals = signal ? [late.signal, signal] : [late.signal]
  try {
    const response = await fetch(url, { ...request, body: request.body ?? null, signal: AbortSignal.any(signals) })
    const text = await response.text()
    return readAnswer({ status: response.status, headers: response.headers, text }, schema, { url, now: now() })
  } catch (cause) {
    signal?.throwIfAborted()
    const { error, passes } = late.signal.aborted
      ? { error: fail('cloud-silent', { url, seconds: callMs / 1000 }, { cause }), passes: true }
      : networkFailure(cause, url)
    if (!passes) return { kind: 'failed', error }
    return { kind: 'again', after: undefined, instead: undefined, error: () => error }
  } finally {
    stop()
  }
}

/**
 * Asks until there is an answer or no point in asking: Retry-After is obeyed, other pauses grow and are jittered.
 * `repeatable` is false where asking twice could do twice; then only what the cloud surely did not do is asked again.
 */
export const askCloud =
  (deps: CloudDependencies) =>
  async <Value>(call: ApiCall, schema: z.ZodType<Value>, repeatable = true): Promise<Value | Refused> => {
    const began = deps.timers.now()
    for (let tries = 1; ; tries++) {
      const answer = await once(deps, call, schema)
      if (answer.kind === 'value') return answer.value
      if (answer.kind === 'refused') return answer.refused
      if (answer.kind === 'failed') throw answer.error
      const error = answer.error(tries)
      const pause = answer.after ?? Math.min(longestPauseMs, 200 * 2 ** tries) * (0.5 + deps.random() / 2)
      const mayAskAgain = repeatable || error.failure.code === 'cloud-throttled'
      const isWaiting = answer.instead !== undefined
      const most = error.failure.code === 'cloud-unreachable' ? mostTriesUnreached : mostTries
      const isTooLate = deps.timers.now() + pause - began > questionMs
      if (!mayAskAgain || isTooLate || (!isWaiting && tries === most)) {
        if (answer.instead) return answer.instead
        throw error
      }
      await wait(deps.timers, pause, deps.signal)
    }
  }
