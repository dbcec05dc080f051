import { createRequire } from 'node:module'
import type { Item, Path } from './items/value.ts'
import type { TableShape } from './tables/table.ts'

/** An error as dynalite makes it: the wire body of the answer is attached. */
export interface DynaliteError extends Error {
  body?: { __type: string; message?: string; Message?: string }
}

export type StorageWrite = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string }

export interface StorageRange {
  gt?: string
  gte?: string
  lt?: string
  lte?: string
  reverse?: boolean
  limit?: number
}

/** The LevelDB (on disk or in memory) that dynalite opens; values are JSON. */
export interface Level {
  open(): Promise<void>
  close(): Promise<void>
  get(key: string): Promise<unknown>
  batch(writes: StorageWrite[]): Promise<void>
  values(range: StorageRange): AsyncIterable<Item>
  iterator(range: StorageRange): AsyncIterable<[string, unknown]>
  clear(range: StorageRange): Promise<void>
}

interface DynaliteDb {
  create(options: { path?: string }): { db: Level }
  validateKey(key: Item, table: TableShape): DynaliteError | null | undefined
  validateItem(item: Item, table: TableShape): DynaliteError | null | undefined
  validateUpdates(legacy: undefined, updates: unknown, table: TableShape): DynaliteError | null | undefined
  validateKeyPaths(nestedPaths: unknown, table: TableShape): DynaliteError | null | undefined
  createKey(item: Item, table: TableShape): string
  createIndexKey(item: Item, table: TableShape, keySchema: TableShape['KeySchema']): string
  mapPaths(paths: readonly Path[], item: Item): Item
}

export interface DynaliteValidation {
  types: Record<string, unknown>
  custom?: (data: object, store: object) => string | undefined
}

interface DynaliteValidations {
  /** Checks wire types, removes unknown members. */
  checkTypes(data: object, types: Record<string, unknown>): Record<string, unknown>
  checkValidations(data: object, types: Record<string, unknown>, custom: unknown, store: object): void
  validateAttributeValue(value: object): string | undefined
}

/** What dynalite's `query` and `scan` actions ask of a store. */
export interface QueryStore {
  getTable(name: string, done: (error: null, table: TableShape) => void): void
  getItemDb(table: string): { createValueStream(range: StorageRange): NodeJS.ReadableStream }
  getIndexDb(
    kind: 'local' | 'global',
    table: string,
    index: string,
  ): { createValueStream(range: StorageRange): NodeJS.ReadableStream }
}

export type QueryAction = (
  store: QueryStore,
  data: object,
  done: (
    error: DynaliteError | null,
    answer: { Items?: Item[]; ScannedCount: number; LastEvaluatedKey?: Item },
  ) => void,
) => void

// dynalite is CommonJS without types, and its HTTP server is not wanted: only its inner modules are loaded.
const load = createRequire(import.meta.url)

export const dynaliteDb = load('dynalite/db') as DynaliteDb
export const dynaliteValidations = load('dynalite/validations') as DynaliteValidations
const validationsByName = new Map<string, DynaliteValidation>()
export const dynaliteValidation = (operation: string): DynaliteValidation => {
  const validation =
    validationsByName.get(operation) ?? (load(`dynalite/validations/${operation}`) as DynaliteValidation)
  validationsByName.set(operation, validation)
  return validation
}
export const dynaliteQuery = load('dynalite/actions/query') as QueryAction
export const dynaliteScan = load('dynalite/actions/scan') as QueryAction
