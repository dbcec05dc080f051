import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { operation } from '../../local/dynamodb/model/arbitrary.ts'
import type { Operation } from '../../local/dynamodb/model/operation.ts'
import { type Body, comparable, run, type Send } from '../../local/dynamodb/model/run.ts'
import { call, openRegistry, registry } from '../../local/dynamodb/registry.ts'
import { createMemoryTable, type MemoryTable } from './memory-table.ts'

/** The deep tests take twenty times as many. */
const count = Number(process.env.MINTMARK_TABLE_OPERATIONS ?? 1000)
const seed = Number(process.env.MINTMARK_SEED ?? 20261122)
const sequenceLength = 40

/** What the product never asks of the registry, the memory table does not know. */
const isKnown = (one: Operation): boolean => {
  if (one.does === 'transact') return one.parts.every(({ kind }) => kind !== 'check')
  return one.does !== 'scan' && one.does !== 'batchWrite' && one.does !== 'transactGet'
}

const commands: Record<string, string> = {
  GetItem: 'GetCommand',
  PutItem: 'PutCommand',
  UpdateItem: 'UpdateCommand',
  DeleteItem: 'DeleteCommand',
  TransactWriteItems: 'TransactWriteCommand',
  BatchGetItem: 'BatchGetCommand',
  Query: 'QueryCommand',
}
const items = ['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey', 'Attributes', 'LastEvaluatedKey']

/** Turns every item of a request or an answer into its other form, wherever it stands. */
const translate = (body: Body, turn: (item: Body) => Body): Body => {
  if (Array.isArray(body)) return body.map((part) => translate(part, turn))
  if (typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, part]) => {
      if (items.includes(name)) return [name, turn(part)]
      if (name === 'Keys' || name === 'Items') return [name, (part as Body[]).map(turn)]
      if (name === 'Responses') return [name, { registry: (part as Body).registry.map(turn) }]
      return [name, translate(part, turn)]
    }),
  )
}

const sendTo =
  (table: MemoryTable): Send =>
  async (name, input) => {
    try {
      const Command = { [commands[name] ?? name]: class {} }[commands[name] ?? name] ?? Object
      const command = Object.assign(new Command(), { input: translate(input, unmarshall) })
      return translate(table.handle(command), (item) => marshall(item))
    } catch (error) {
      if (!(error instanceof DynamoDBServiceException)) throw error
      throw Object.assign(error, { details: { ...error } })
    }
  }

test(`about ${count} random operations answer as the engine does`, async () => {
  const sequence = fc.array(operation.filter(isKnown), { minLength: sequenceLength, maxLength: sequenceLength })
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(sequence, async (all) => {
      let now = 1_700_000_000_000
      const engine = await openRegistry({ clock: () => now })
      const table = createMemoryTable(registry, () => now)
      for (const one of all) {
        if (one.does === 'wait') now += one.minutes * 60_000
        const [theirs, ours] = [
          await run((name, input) => call(engine, name, input), one),
          await run(sendTo(table), one),
        ]
        expect(comparable(ours, one)).toEqual(comparable(theirs, one))
        const kind = `${one.does} ${'error' in theirs ? theirs.error : 'answers'}`
        outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
      }
      await engine.close()
    }),
    { numRuns: Math.ceil(count / sequenceLength), seed },
  )
  for (const kind of [
    'write answers',
    'transact answers',
    'queryIndex answers',
    'transact TransactionCanceledException',
  ])
    expect([kind, (outcomes.get(kind) ?? 0) > count / 50]).toEqual([kind, true])
}, 1_800_000)
