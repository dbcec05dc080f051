import type { Serialise } from './lock.ts'
import type { Storage } from './storage.ts'
import type { Streams } from './streams/streams.ts'
import type { Tables } from './tables/tables.ts'
import type { Tokens } from './transactions/tokens.ts'

/** What every operation of the local DynamoDB works on. */
export interface Engine {
  storage: Storage
  tables: Tables
  tokens: Tokens
  streams: Streams
  /** All writes and transactional reads go through it; other reads do not wait. */
  serialise: Serialise
  /** Milliseconds since 1970. */
  clock: () => number
  region: string
  accountId: string
}

export type Operation = (engine: Engine) => (input: object) => Promise<unknown>
