import { Readable } from 'node:stream'
import { dynaliteDb, type Level, type StorageRange, type StorageWrite } from './dynalite.ts'
import type { Item } from './items/value.ts'

/** Names of the key ranges of the one LevelDB; a table name holds no `~`. */
export const itemPrefix = (table: string) => `item-${table}~`
export const indexPrefix = (table: string, index: string) => `index-${table}~${index}~`
export const streamPrefix = (table: string) => `stream-${table}~`
export const tablePrefix = 'table~'
export const tokenPrefix = 'token~'

export interface Storage {
  item(table: string, key: string): Promise<Item | undefined>
  /** All writes or none, on disk when the promise resolves. */
  write(writes: StorageWrite[]): Promise<void>
  entries<T>(prefix: string): AsyncIterable<[key: string, value: T]>
  /** The values of a range below `prefix`, in the order of their keys. */
  range<T>(prefix: string, range: StorageRange): AsyncIterable<T>
  /** The values of a range below `prefix`, as the stream that dynalite's query wants. */
  stream(prefix: string, range: StorageRange): Readable
  /** Deletes everything below `prefix`, or a range of it. */
  clear(prefix: string, range?: StorageRange): Promise<void>
  close(): Promise<void>
}

/** Opens the LevelDB in `directory`, or one in memory. A directory that another process holds is an error. */
export const openStorage = async (directory?: string): Promise<Storage> => {
  const { db } = dynaliteDb.create(directory === undefined ? {} : { path: directory })
  await open(db, directory)
  return {
    item: async (table, key) => (await db.get(itemPrefix(table) + key)) as Item | undefined,
    write: (writes) => db.batch(writes),
    entries: (prefix) => entriesOf(db, prefix),
    stream: (prefix, range) => Readable.from(db.values(below(prefix, range))),
    range: <T>(prefix: string, range: StorageRange) => db.values(below(prefix, range)) as unknown as AsyncIterable<T>,
    clear: (prefix, range = {}) => db.clear(below(prefix, range)),
    close: () => db.close(),
  }
}

const open = async (db: Level, directory: string | undefined): Promise<void> => {
  try {
    await db.open()
  } catch (error) {
    throw new Error(
      `The DynamoDB state in ${directory} could not be opened; another local cloud may be using it. Stop that one or name another directory.`,
      { cause: error },
    )
  }
}

async function* entriesOf<T>(db: Level, prefix: string): AsyncGenerator<[string, T]> {
  for await (const [key, value] of db.iterator(below(prefix, {}))) yield [key.slice(prefix.length), value as T]
}

const below = (prefix: string, range: StorageRange): StorageRange => {
  const { gt, gte, lt, lte, ...rest } = range
  return {
    ...rest,
    ...(gt === undefined ? { gte: prefix + (gte ?? '') } : { gt: prefix + gt }),
    ...(lte === undefined ? { lt: prefix + (lt ?? '\x7f') } : { lte: prefix + lte }),
  }
}
