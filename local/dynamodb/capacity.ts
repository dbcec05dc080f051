/** What one part of a call consumed. */
export interface Capacity {
  kind: 'read' | 'write'
  table: string
  units: number
  indexes?: { name: string; kind: 'local' | 'global'; units: number }[]
}

export type CapacityDetail = 'INDEXES' | 'TOTAL' | 'NONE' | undefined

interface ConsumedCapacity {
  TableName: string
  CapacityUnits: number
  ReadCapacityUnits?: number
  WriteCapacityUnits?: number
  Table?: object
  GlobalSecondaryIndexes?: Record<string, object>
  LocalSecondaryIndexes?: Record<string, object>
}

const total = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0)

/** The `ConsumedCapacity` of a call, one entry a table, or undefined when the caller did not ask; a transaction names the kind of its units. */
export const consumedCapacity = (
  detail: CapacityDetail,
  parts: Capacity[],
  isTransaction = false,
): ConsumedCapacity[] | undefined => {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined
  return [...Map.groupBy(parts, (part) => part.table)].map(([table, ofTable]) => {
    const kind = ofTable[0]?.kind === 'read' ? 'ReadCapacityUnits' : 'WriteCapacityUnits'
    const units = (amount: number) => ({ CapacityUnits: amount, ...(isTransaction ? { [kind]: amount } : {}) })
    const indexes = ofTable.flatMap((part) => part.indexes ?? [])
    const own = total(ofTable.map((part) => part.units))
    const sums = { TableName: table, ...units(own + total(indexes.map((index) => index.units))) }
    if (detail === 'TOTAL') return sums
    const byKind = (of: 'local' | 'global') =>
      [
        ...Map.groupBy(
          indexes.filter((index) => index.kind === of),
          (index) => index.name,
        ),
      ].map(([name, entries]) => [name, units(total(entries.map((entry) => entry.units)))] as const)
    const [global, local] = [byKind('global'), byKind('local')]
    return {
      ...sums,
      Table: units(own),
      ...(global.length > 0 ? { GlobalSecondaryIndexes: Object.fromEntries(global) } : {}),
      ...(local.length > 0 ? { LocalSecondaryIndexes: Object.fromEntries(local) } : {}),
    }
  })
}
