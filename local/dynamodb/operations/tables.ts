import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { Operation } from '../engine.ts'
import { invalid } from '../errors.ts'
import { indexPrefix, itemPrefix, streamPrefix } from '../storage.ts'
import { newTable } from '../tables/create.ts'
import { indexesOf, type Table } from '../tables/table.ts'
import { updateTable as update } from '../tables/update.ts'
import { validate } from '../validate.ts'

// AWS answers CREATING and is active seconds later; here the table is usable with the answer, and a waiter sees ACTIVE at once.
const creating = (table: Table) => ({ TableDescription: { ...table.description, TableStatus: 'CREATING' } })

export const createTable: Operation = (engine) => (input) =>
  engine.serialise(async () => {
    const table = newTable(engine, input)
    await engine.tables.put(table)
    return creating(table)
  })

export const describeTable: Operation = (engine) => async (input) => {
  const { TableName } = validate<{ TableName: string }>('describeTable', input)
  return { Table: engine.tables.get(TableName).description }
}

export const updateTable: Operation = (engine) => (input) =>
  engine.serialise(async () => ({
    TableDescription: { ...(await update(engine, input)).description, TableStatus: 'UPDATING' },
  }))

export const deleteTable: Operation = (engine) => async (input) => {
  const { TableName } = validate<{ TableName: string }>('deleteTable', input)
  return engine.serialise(async () => {
    const { description } = engine.tables.get(TableName)
    if (description.DeletionProtectionEnabled)
      throw invalid(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      )
    await engine.storage.clear(itemPrefix(TableName))
    await engine.storage.clear(streamPrefix(TableName))
    for (const { IndexName } of indexesOf(description)) await engine.storage.clear(indexPrefix(TableName, IndexName))
    await engine.tables.delete(TableName)
    return { TableDescription: { ...description, TableStatus: 'DELETING' } }
  })
}

export const listTables: Operation = (engine) => async (input) => {
  refuseUnknownMembers('DynamoDB, in listTables', input, ['ExclusiveStartTableName', 'Limit'])
  const { ExclusiveStartTableName: start = '', Limit = 100 } = input as {
    ExclusiveStartTableName?: string
    Limit?: number
  }
  if (Limit < 1 || Limit > 100) throw invalid(`Limit must be 1 to 100, not ${Limit}`)
  const rest = engine.tables.names().filter((name) => name > start)
  const page = rest.slice(0, Limit)
  return { TableNames: page, ...(rest.length > page.length ? { LastEvaluatedTableName: page.at(-1) } : {}) }
}
