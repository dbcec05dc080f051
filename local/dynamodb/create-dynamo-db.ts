import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { AwsService } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import { authorizationsOf } from './authorizations.ts'
import type { Engine } from './engine.ts'
import { errorType } from './errors.ts'
import { expireItems } from './expire.ts'
import { createLock } from './lock.ts'
import { metered } from './meter.ts'
import { operations } from './operations/operations.ts'
import { openStorage } from './storage.ts'
import { openStreams, type Streams } from './streams/streams.ts'
import { ensureTable } from './tables/ensure.ts'
import { globalTableAsTable, tableFromTemplate } from './tables/from-template.ts'
import type { Table } from './tables/table.ts'
import { loadTables } from './tables/tables.ts'
import { loadTokens } from './transactions/tokens.ts'

export interface DynamoDbOptions {
  /** Where the items live; without it in memory. One process at a time. */
  directory?: string
  /** Milliseconds since 1970. */
  clock: () => number
  region: string
  accountId: string
}

export interface LocalDynamoDb extends AwsService {
  /** Makes or changes the table of an AWS::DynamoDB::Table by its resolved properties, or throws naming what it does not know. */
  createTable(properties: Record<string, unknown>): Promise<Table['description']>
  /** The same for an AWS::DynamoDB::GlobalTable of one replica in this region. */
  createGlobalTable(properties: Record<string, unknown>): Promise<Table['description']>
  /** Deletes what time to live has let expire by `now` (milliseconds since 1970); answers how many items. */
  expire(now: number): Promise<number>
  /** What changed in tables with a stream, for event source mappings. */
  streams: Pick<Streams, 'read' | 'forget' | 'listen' | 'newest'>
  close(): Promise<void>
}

/** DynamoDB on this machine: dynalite's grammar, checks and key encoding, with transactions, exact capacities and one atomic write per call. */
export const createDynamoDb = async (options: DynamoDbOptions): Promise<LocalDynamoDb> => {
  const storage = await openStorage(options.directory)
  const tables = await loadTables(storage)
  const engine: Engine = {
    storage,
    tables,
    streams: await openStreams({ ...options, storage, tables }),
    tokens: await loadTokens(storage),
    serialise: createLock(),
    clock: options.clock,
    region: options.region,
    accountId: options.accountId,
  }
  const protocol = createAwsJson({
    service: 'DynamoDB',
    version: '1.0',
    targetPrefix: 'DynamoDB_20120810',
    operations: Object.keys(operations),
    errorType,
    // The SDKs check this sum, so an answer cut short is noticed.
    headers: (body) => ({ 'x-amz-crc32': String(crc32(body)), 'x-amzn-requestid': randomUUID() }),
  })
  const createTable = async (properties: Record<string, unknown>) =>
    (await ensureTable(engine, tableFromTemplate(properties))).description
  return {
    signingNames: ['dynamodb'],
    name: 'dynamodb',
    route: protocol.route,
    authorizations: (call) => authorizationsOf(engine, call),
    handle: async ({ operation, input }) => {
      const act = async (asked: object) => operations[operation]?.(engine)(asked)
      const { output, consumed } = await metered(operation, input as object, act)
      return { ...protocol.answer(output), ...(consumed === undefined ? {} : { consumed }) }
    },
    renderError: (error) => protocol.renderError(error),
    createTable,
    createGlobalTable: async (properties) => createTable(globalTableAsTable(properties, options.region)),
    streams: engine.streams,
    expire: (now) => expireItems(engine, now),
    // A write under way is finished and answered first.
    close: () => engine.serialise(() => storage.close()),
  }
}
