import { tableNotFound } from '../errors.ts'
import { type Storage, tablePrefix } from '../storage.ts'
import type { Table, TableShape } from './table.ts'

/** The tables there are, in memory for reading and written through. */
export interface Tables {
  find(name: string): Table | undefined
  /** Throws ResourceNotFoundException. */
  get(name: string): Table
  shape(name: string): TableShape
  names(): string[]
  put(table: Table): Promise<void>
  delete(name: string): Promise<void>
}

/** Reads the tables of an opened storage. */
export const loadTables = async (storage: Storage): Promise<Tables> => {
  const tables = new Map<string, Table>()
  for await (const [name, table] of storage.entries<Table>(tablePrefix)) tables.set(name, table)
  const get = (name: string): Table => {
    const table = tables.get(name)
    if (table === undefined) throw tableNotFound(name)
    return table
  }
  return {
    find: (name) => tables.get(name),
    get,
    shape: (name) => get(name).description,
    names: () => [...tables.keys()].sort(),
    put: async (table) => {
      await storage.write([{ type: 'put', key: tablePrefix + table.description.TableName, value: table }])
      tables.set(table.description.TableName, table)
    },
    delete: async (name) => {
      await storage.write([{ type: 'del', key: tablePrefix + name }])
      tables.delete(name)
    },
  }
}
