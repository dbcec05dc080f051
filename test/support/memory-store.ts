import type { Collection, Store } from '../../local/state/store.ts'

type Documents = Map<string, Map<string, string>>

/** The state of a local service in maps, as a copy of another where one is given; a thousand of them cost nothing. */
export const memoryStore = (from?: { documents: Documents }): Store & { documents: Documents } => {
  const documents: Documents = new Map([...(from?.documents ?? [])].map(([name, entries]) => [name, new Map(entries)]))
  let undo: (() => void)[] | undefined
  const change = (entries: Map<string, string>, key: string, value: string | undefined): void => {
    const before = entries.get(key)
    undo?.push(() => void (before === undefined ? entries.delete(key) : entries.set(key, before)))
    if (value === undefined) entries.delete(key)
    else entries.set(key, value)
  }
  return {
    documents,
    collection: <T>(name: string): Collection<T> => {
      const entries = documents.get(name) ?? new Map<string, string>()
      documents.set(name, entries)
      return {
        get: (key) => {
          const text = entries.get(key)
          return text === undefined ? undefined : (JSON.parse(text) as T)
        },
        put: (key, value) => change(entries, key, JSON.stringify(value)),
        delete: (key) => {
          const is = entries.has(key)
          change(entries, key, undefined)
          return is
        },
        entries: (prefix = '') =>
          [...entries]
            .filter(([key]) => key.startsWith(prefix))
            .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
            .map(([key, text]) => [key, JSON.parse(text) as T]),
      }
    },
    atomically: (act) => {
      if (undo !== undefined) return act()
      const done: (() => void)[] = []
      undo = done
      try {
        return act()
      } catch (error) {
        undo = undefined
        for (const step of done.reverse()) step()
        throw error
      } finally {
        undo = undefined
      }
    },
    close: () => undefined,
  }
}
