import { type ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Table } from '../../../lambdas/adapters/registry/table.ts'
import { createDynamoDb } from '../../../local/dynamodb/create-dynamo-db.ts'
import { inProcess } from '../../../local/in-process.ts'
import { orderOfNew, orderRow, rowsOf } from './fleet.ts'
import { registryTable } from './registry-table.ts'

/** Units as DynamoDB bills them: half a unit for an eventually consistent read, double in a transaction. */
export interface Units {
  read: number
  write: number
}

const root = {
  kind: 'root',
  arn: 'arn:aws:iam::123456789012:root',
  accountId: '123456789012',
  accessKeyId: 'bench',
  userId: '123456789012',
} as const
const place = { region: 'eu-west-1', accountId: '123456789012' }
const reads = ['GetItem', 'BatchGetItem', 'Query']

/** An empty registry in the embedded DynamoDB, in memory or below `directory`, behind a client that adds up what it consumes. */
export const openRegistry = async (now: () => number, directory?: string) => {
  const engine = await createDynamoDb({ clock: now, ...place, ...(directory === undefined ? {} : { directory }) })
  await engine.createTable(registryTable())
  const TableName = 'mintmark-dev-registry'
  let waiting: { PutRequest: { Item: object } }[] = []
  const flush = async () => {
    const input = { RequestItems: { [TableName]: waiting } }
    if (waiting.length > 0) await engine.handle({ operation: 'BatchWriteItem', input }, root)
    waiting = []
  }
  const put = async (row: Record<string, unknown>) => {
    waiting.push({ PutRequest: { Item: marshall(row) } })
    if (waiting.length === 25) await flush()
  }
  let devices = 0
  /** Adds devices until there are so many. */
  const grow = async (to: number): Promise<void> => {
    for (; devices < to; devices += 1) for (const row of rowsOf(devices)) await put(row)
    await flush()
  }
  await put(orderRow(orderOfNew, 0))

  const units: Units = { read: 0, write: 0 }
  const client = new DynamoDBClient({
    region: place.region,
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    endpoint: 'http://127.0.0.1',
    requestHandler: inProcess(engine),
    signer: { sign: async <T>(request: T): Promise<T> => request },
  })
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const asked = { ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } } as typeof args
      const answer = await next(asked)
      const { ConsumedCapacity: consumed } = answer.output as {
        ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[]
      }
      const name = String(context.commandName).replace(/Command$/, '')
      const kind = reads.includes(name) ? 'read' : 'write'
      for (const { CapacityUnits = 0 } of [consumed ?? []].flat()) units[kind] += CapacityUnits
      return answer
    },
    { step: 'initialize', name: 'units' },
  )
  const table: Table = {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: TableName,
  }
  return {
    table,
    grow,
    devices: () => devices,
    /** Answers what an act consumed, and how many milliseconds it took. */
    measure: async (act: () => Promise<unknown>): Promise<Units & { ms: number }> => {
      Object.assign(units, { read: 0, write: 0 })
      const begin = performance.now()
      await act()
      return { ...units, ms: performance.now() - begin }
    },
    close: () => engine.close(),
  }
}
export type Registry = Awaited<ReturnType<typeof openRegistry>>
