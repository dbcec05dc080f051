import { isDeepStrictEqual } from 'node:util'
import type {
  BatchGetCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { canceled, conditionFailed, invalid, otherRequest } from './errors.ts'
import { createExpressions, givenOf } from './expressions.ts'
import { query, type Shape } from './query.ts'
import { lookUp } from './reader.ts'
import { copy, type Row } from './value.ts'

/** A table as a template describes it. */
export interface TableDescription extends Shape {
  TableName: string
  GlobalSecondaryIndexes: Shape[]
}

type Write = { Put: PutCommandInput } | { Update: UpdateCommandInput } | { Delete: DeleteCommandInput }
type Asked = { ConditionExpression?: string; ReturnValuesOnConditionCheckFailure?: string }

/** How long a ClientRequestToken holds. Source: API Reference, "TransactWriteItems". */
const tokenMs = 10 * 60_000

/**
 * A registry table in plain maps, for commands of the document client: a thousand times as many schedules as the engine
 * can run in the same time. A differential test proves that it answers as the engine does.
 */
export const createMemoryTable = (table: TableDescription, clock: () => number) => {
  const rows = new Map<string, Row>()
  const tokens = new Map<string, { at: number; items: unknown }>()
  const expressions = createExpressions()
  const [hash, range] = table.KeySchema.map(({ AttributeName }) => AttributeName) as [string, string]
  const idOf = (key: Row): string => {
    if (typeof key[hash] !== 'string' || typeof key[range] !== 'string') throw invalid('the key does not fit the table')
    return `${key[hash]}\n${key[range]}`
  }
  const known = ({ TableName }: { TableName: string | undefined }) => {
    if (TableName !== table.TableName) throw invalid(`there is no table ${TableName}`)
  }
  const indexKeys = table.GlobalSecondaryIndexes.flatMap(({ KeySchema }) => KeySchema.map((key) => key.AttributeName))
  const checkIndexKeys = (row: Row): Row => {
    const wrong = indexKeys.find(
      (name) => row[name] !== undefined && (typeof row[name] !== 'string' || row[name] === ''),
    )
    if (wrong !== undefined) throw invalid(`${wrong} is a key of an index and no text`)
    return row
  }
  const checkCondition = (before: Row | undefined, asked: Asked & Parameters<typeof givenOf>[0]) => {
    const holds = expressions.condition(asked.ConditionExpression)(before ?? {}, givenOf(asked))
    if (!holds) throw conditionFailed(asked.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before : undefined)
  }

  /** Decides a write and does nothing yet. */
  const plan = (write: Write) => {
    const asked = 'Put' in write ? write.Put : 'Update' in write ? write.Update : write.Delete
    known(asked)
    const id = idOf('Item' in asked ? (asked.Item as Row) : (asked.Key as Row))
    const before = rows.get(id)
    const update = 'Update' in write ? expressions.update(write.Update.UpdateExpression ?? '') : undefined
    expressions.condition(asked.ConditionExpression)
    const texts = [asked.ConditionExpression, 'Update' in write ? write.Update.UpdateExpression : undefined]
    expressions.check(asked, texts)
    checkCondition(before, asked as Asked)
    if ('Put' in write) return { id, before, after: checkIndexKeys(copy(write.Put.Item as Row)) }
    if (update === undefined || !('Update' in write)) return { id, before, after: undefined }
    const given = givenOf(write.Update)
    const touched = update.touched(given)
    if (touched.some(([name]) => name === hash || name === range)) throw invalid('a key is never updated')
    return { id, before, after: checkIndexKeys(update(before ?? (write.Update.Key as Row), given)), touched }
  }
  const commit = ({ id, after }: { id: string; after: Row | undefined }) =>
    after === undefined ? rows.delete(id) : rows.set(id, after)

  const write = (one: Write, returns: PutCommandInput['ReturnValues']) => {
    const planned = plan(one)
    commit(planned)
    const updated = (row: Row | undefined) => {
      const part = Object.fromEntries((planned.touched ?? []).map((path) => [path.join('.'), lookUp(row ?? {}, path)]))
      return row === planned.after && Object.values(part).every((value) => value === undefined) ? undefined : part
    }
    const attributes = {
      ALL_OLD: () => planned.before,
      ALL_NEW: () => planned.after,
      UPDATED_OLD: () => planned.before && updated(planned.before),
      UPDATED_NEW: () => updated(planned.after),
      NONE: () => undefined,
    }[returns ?? 'NONE']()
    return attributes === undefined ? {} : { Attributes: copy(attributes) }
  }

  const transact = ({ TransactItems = [], ClientRequestToken: token }: TransactWriteCommandInput) => {
    const used = token === undefined ? undefined : tokens.get(token)
    if (used !== undefined && clock() - used.at < tokenMs) {
      if (isDeepStrictEqual(used.items, TransactItems)) return {}
      throw otherRequest()
    }
    const writes = TransactItems as Write[]
    const ids = writes.map((one) => {
      const asked = Object.values(one)[0] as { Item?: Row; Key?: Row }
      return idOf(asked.Item ?? asked.Key ?? {})
    })
    if (new Set(ids).size < ids.length) throw invalid('one item is named twice')
    const failures: unknown[] = []
    const plans = writes.flatMap((one, at) => {
      try {
        return [plan(one)]
      } catch (error) {
        failures[at] = error
        return []
      }
    })
    if (failures.length > 0) throw canceled(Array.from(writes, (_, at) => failures[at]))
    for (const planned of plans) commit(planned)
    if (token !== undefined) tokens.set(token, { at: clock(), items: copy(TransactItems) })
    return {}
  }

  const operations: Record<string, (input: never) => object> = {
    GetCommand: (input: GetCommandInput) => {
      known(input)
      const row = rows.get(idOf(input.Key as Row))
      return row === undefined ? {} : { Item: copy(row) }
    },
    PutCommand: (input: PutCommandInput) => write({ Put: input }, input.ReturnValues),
    UpdateCommand: (input: UpdateCommandInput) => write({ Update: input }, input.ReturnValues),
    DeleteCommand: (input: DeleteCommandInput) => write({ Delete: input }, input.ReturnValues),
    TransactWriteCommand: transact,
    BatchGetCommand: ({ RequestItems = {} }: BatchGetCommandInput) => {
      const { Keys = [] } = RequestItems[table.TableName] ?? {}
      return { Responses: { [table.TableName]: Keys.flatMap((key) => copy(rows.get(idOf(key as Row))) ?? []) } }
    },
    QueryCommand: (input: QueryCommandInput) => {
      known(input)
      return query(table, table.GlobalSecondaryIndexes, expressions, rows.values(), input)
    },
  }
  return {
    /** Does one command at once, and answers or throws as the document client would. */
    handle: (command: { constructor: { name: string }; input: unknown }): object => {
      const operation = operations[command.constructor.name]
      if (operation === undefined) throw new Error(`The memory table knows no ${command.constructor.name}`)
      return operation(command.input as never)
    },
  }
}
export type MemoryTable = ReturnType<typeof createMemoryTable>
export type Command = Parameters<MemoryTable['handle']>[0]
