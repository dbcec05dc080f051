import type { z } from 'zod'
import { problem } from '../../core/api/problem.ts'
import { type BenchError, fail } from '../failures/failure.ts'
import type { Refused } from '../refused.ts'
import { clockError } from './clock-error.ts'

/** What one HTTP answer comes to. `again` may be asked again; its error is the one to end with when that does not help. */
export type ReadAnswer<Value> =
  | { kind: 'value'; value: Value }
  | { kind: 'refused'; refused: Refused }
  | { kind: 'again'; after: number | undefined; instead: Refused | undefined; error(tries: number): BenchError }
  | { kind: 'failed'; error: BenchError }

export interface HttpAnswer {
  status: number
  headers: Headers
  text: string
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** API Gateway's own errors have one field. */
const gatewayMessage = (json: unknown): string => {
  if (typeof json !== 'object' || json === null) return ''
  const found = 'message' in json ? json.message : 'Message' in json ? json.Message : ''
  return String(found).slice(0, 200)
}

const retryAfter = (headers: Headers): number | undefined => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined
}

const forbidden = (answer: HttpAnswer, detail: string, url: string, now: Date): BenchError => {
  if (/expired/i.test(detail) && !/signature expired/i.test(detail)) return fail('credentials-expired', { detail })
  return (
    clockError(answer.headers, now) ??
    fail('not-authorized', { action: `call ${url}`, detail: detail || 'no reason given' })
  )
}

/** Reads an answer by the schema of its route: the cloud's value, its "no", or why it is neither. */
export const readAnswer = <Value>(
  answer: HttpAnswer,
  schema: z.ZodType<Value>,
  { url, now }: { url: string; now: Date },
): ReadAnswer<Value> => {
  const { status, headers, text } = answer
  const json = parseJson(text)
  if (status >= 200 && status < 300) {
    const value = schema.safeParse(json)
    if (value.success) return { kind: 'value', value: value.data }
    const [issue] = value.error.issues
    const why = json === undefined ? 'its answer is not JSON' : `${issue?.path.join('.')}: ${issue?.message}`
    return { kind: 'failed', error: fail('answer-not-understood', { url, status, why }) }
  }
  const known = problem.safeParse(json)
  const detail = known.success ? known.data.detail : gatewayMessage(json)
  if (status === 429)
    return {
      kind: 'again',
      after: retryAfter(headers),
      instead: undefined,
      error: (tries) => fail('cloud-throttled', { tries }),
    }
  if (status >= 500)
    return {
      kind: 'again',
      after: retryAfter(headers),
      instead: undefined,
      error: (tries) => fail('cloud-busy', { status, detail, tries }),
    }
  if (known.success) {
    const { code, params, next } = known.data
    const refused: Refused = { refused: code, params, says: detail, next }
    if (code !== 'mint-in-progress') return { kind: 'refused', refused }
    return {
      kind: 'again',
      after: retryAfter(headers),
      instead: refused,
      error: (tries) => fail('cloud-busy', { status, detail, tries }),
    }
  }
  if (status === 401 || status === 403) return { kind: 'failed', error: forbidden(answer, detail, url, now) }
  const why = detail || text.slice(0, 80).replace(/\s+/g, ' ') || 'it says nothing'
  return { kind: 'failed', error: fail('answer-not-understood', { url, status, why }) }
}
