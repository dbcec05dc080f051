import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A named set of JSON documents by key, written through at once so that a kill loses nothing that was answered. */
export interface Collection<T> {
  get(key: string): T | undefined
  put(key: string, value: T): void
  delete(key: string): boolean
  /** All entries in key order, optionally of those keys that begin with `prefix`. */
  entries(prefix?: string): [string, T][]
}

export interface Store {
  collection<T>(name: string): Collection<T>
  /** All writes of `act` or none. */
  atomically<R>(act: () => R): R
  close(): void
}

/** Opens the state of a local cloud in `directory`; without one it lives in memory. */
export const openStore = (directory?: string): Store => {
  if (directory !== undefined) mkdirSync(directory, { recursive: true })
  const db = new DatabaseSync(directory === undefined ? ':memory:' : join(directory, 'state.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  db.exec(
    'CREATE TABLE IF NOT EXISTS documents (collection TEXT, key TEXT, value TEXT, PRIMARY KEY (collection, key)) WITHOUT ROWID',
  )
  const select = db.prepare('SELECT value FROM documents WHERE collection = ? AND key = ?')
  const upsert = db.prepare('INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
  const remove = db.prepare('DELETE FROM documents WHERE collection = ? AND key = ?')
  const range = db.prepare(
    'SELECT key, value FROM documents WHERE collection = ? AND key >= ? AND key < ? ORDER BY key',
  )
  let depth = 0
  return {
    collection: <T>(name: string): Collection<T> => ({
      get: (key) => {
        const row = select.get(name, key)
        return row === undefined ? undefined : (JSON.parse(String(row.value)) as T)
      },
      put: (key, value) => void upsert.run(name, key, JSON.stringify(value)),
      delete: (key) => remove.run(name, key).changes > 0,
      entries: (prefix = '') =>
        range
          .all(name, prefix, `${prefix}\u{10FFFF}`)
          .map((row) => [String(row.key), JSON.parse(String(row.value)) as T]),
    }),
    atomically: (act) => {
      if (depth > 0) return act()
      db.exec('BEGIN')
      depth += 1
      try {
        const result = act()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      } finally {
        depth -= 1
      }
    },
    close: () => db.close(),
  }
}
