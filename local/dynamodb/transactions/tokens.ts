import { AwsError } from '../../aws-service.ts'
import type { StorageWrite } from '../dynalite.ts'
import { type Storage, tokenPrefix } from '../storage.ts'

interface Used {
  /** Milliseconds since 1970. */
  at: number
  /** SHA-256 of the request's items. */
  digest: string
}

/** How long a ClientRequestToken holds. Source: API Reference, "TransactWriteItems", ClientRequestToken. */
const VALID_MS = 10 * 60 * 1000

/** The ClientRequestTokens of transactions done in the last ten minutes. */
export interface Tokens {
  /** Whether the same transaction was done under this token; throws IdempotentParameterMismatchException if another was. */
  isRepeat(token: string, digest: string, now: number): boolean
  /** The writes that store a used token and forget expired ones, to be done together with the transaction's. */
  writes(token: string, digest: string, now: number): StorageWrite[]
  remember(token: string, digest: string, now: number): void
}

export const loadTokens = async (storage: Storage): Promise<Tokens> => {
  const stored: [string, Used][] = []
  for await (const entry of storage.entries<Used>(tokenPrefix)) stored.push(entry)
  const used = new Map(stored.sort(([, a], [, b]) => a.at - b.at))
  const isExpired = ({ at }: Used, now: number) => now - at >= VALID_MS
  return {
    isRepeat: (token, digest, now) => {
      const earlier = used.get(token)
      if (earlier === undefined || isExpired(earlier, now)) return false
      if (earlier.digest === digest) return true
      throw new AwsError(
        'IdempotentParameterMismatchException',
        400,
        'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
      )
    },
    writes: (token, digest, now) => [
      ...[...expired(used, now)].map((old) => ({ type: 'del' as const, key: tokenPrefix + old })),
      { type: 'put', key: tokenPrefix + token, value: { at: now, digest } },
    ],
    remember: (token, digest, now) => {
      for (const old of [...expired(used, now)]) used.delete(old)
      used.delete(token)
      used.set(token, { at: now, digest })
    },
  }

  // The map is in the order of use, so the expired ones come first.
  function* expired(tokens: Map<string, Used>, now: number) {
    for (const [token, entry] of tokens) {
      if (!isExpired(entry, now)) return
      yield token
    }
  }
}
