import type { Table } from '../adapters/registry/table.ts'

export interface PresenceDependencies {
  table: Table
  fleet: string
  /** Milliseconds since 1970. */
  now: () => number
}
