import type { StorageWrite } from '../dynalite.ts'
import type { Change } from '../items/change.ts'
import { type Storage, streamPrefix } from '../storage.ts'
import type { Tables } from '../tables/tables.ts'
import { streamRecord } from './record.ts'
import type { StreamRecord } from './stream.ts'

export interface StreamsDeps {
  storage: Storage
  tables: Tables
  region: string
  /** Milliseconds since 1970. */
  clock: () => number
}

/** The streams of all tables: what was changed, kept until the one who reads it has it. */
export interface Streams {
  /** The writes that store the records of changes, to be done together with the changes. */
  writes(changes: readonly Change[], isExpiry?: boolean): StorageWrite[]
  /** Tells the listeners of these tables; after the writes are done. */
  tell(changes: readonly Change[]): void
  /** Records after a sequence number, the oldest first. */
  read(streamArn: string, after: string, most: number): Promise<StreamRecord[]>
  /** Forgets records up to a sequence number; AWS keeps them for 24 hours, whoever read them. */
  forget(streamArn: string, upTo: string): Promise<void>
  /** Calls `listener` after every change of the table; the answer ends that. */
  listen(streamArn: string, listener: () => void): () => void
  /** The sequence number of the newest record there ever was; '' before the first. */
  newest(streamArn: string): string
}

const digits = 21
const number = (sequence: bigint) => String(sequence).padStart(digits, '0')

/** Opens the streams; records that nobody has read yet survive a restart, as the items do. */
export const openStreams = async ({ storage, tables, region, clock }: StreamsDeps): Promise<Streams> => {
  const last = new Map<string, bigint>()
  for (const name of tables.names())
    for await (const [key] of storage.entries<unknown>(streamPrefix(name))) last.set(name, BigInt(key))
  const listeners = new Map<string, Set<() => void>>()
  const nameOf = (streamArn: string): string => {
    const name = streamArn.split('/')[1] ?? ''
    if (tables.find(name)?.description.LatestStreamArn !== streamArn) throw new Error(`There is no stream ${streamArn}`)
    return name
  }
  const next = (table: string): string => {
    // Time in front, so that numbers grow over restarts even if all records were forgotten.
    const floor = BigInt(clock()) * 1_000_000n
    const before = last.get(table) ?? 0n
    const sequence = before >= floor ? before + 1n : floor
    last.set(table, sequence)
    return number(sequence)
  }
  return {
    writes: (changes, isExpiry = false) =>
      changes.flatMap((change): StorageWrite[] => {
        const table = tables.get(change.table.TableName)
        if (table.description.StreamSpecification === undefined) return []
        const sequence = next(change.table.TableName)
        const value = streamRecord(table, change, { region, sequence, now: clock(), isExpiry })
        return value === undefined ? [] : [{ type: 'put', key: streamPrefix(change.table.TableName) + sequence, value }]
      }),
    tell: (changes) => {
      for (const name of new Set(changes.map(({ table }) => table.TableName)))
        for (const listener of listeners.get(name) ?? []) listener()
    },
    read: async (streamArn, after, most) => {
      const records: StreamRecord[] = []
      for await (const record of storage.range<StreamRecord>(streamPrefix(nameOf(streamArn)), {
        gt: after,
        limit: most,
      }))
        records.push(record)
      return records
    },
    forget: (streamArn, upTo) => storage.clear(streamPrefix(nameOf(streamArn)), { lte: upTo }),
    listen: (streamArn, listener) => {
      const name = nameOf(streamArn)
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listener))
      return () => void all.delete(listener)
    },
    newest: (streamArn) => {
      const sequence = last.get(nameOf(streamArn))
      return sequence === undefined ? '' : number(sequence)
    },
  }
}
