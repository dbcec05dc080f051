import { AwsError } from '../../aws-service.ts'
import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../errors.ts'
import { streamSettings } from '../streams/settings.ts'
import { validate } from '../validate.ts'
import { checkAttributesUsed } from './create.ts'
import { describeIndexes } from './describe.ts'
import { clearIndex, fillIndex } from './index-changes.ts'
import type { IndexShape, Table, TableShape } from './table.ts'

interface IndexUpdate {
  Create?: IndexShape
  Delete?: { IndexName: string }
}

interface UpdateTableInput {
  TableName: string
  AttributeDefinitions?: TableShape['AttributeDefinitions']
  BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST'
  ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number }
  DeletionProtectionEnabled?: boolean
  GlobalSecondaryIndexUpdates?: IndexUpdate[]
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string }
}

const members = [
  'TableName',
  'AttributeDefinitions',
  'BillingMode',
  'ProvisionedThroughput',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexUpdates',
  'StreamSpecification',
]

/** Changes a table as UpdateTable asks, at once; a new index is filled before the answer. Throws ValidationException, ResourceNotFoundException or LimitExceededException. */
export const updateTable = async (engine: Engine, given: object): Promise<Table> => {
  refuseUnknownMembers('DynamoDB, in updateTable', given, members)
  const input = given as UpdateTableInput
  const table = engine.tables.get(input.TableName)
  const [change, ...more] = input.GlobalSecondaryIndexUpdates ?? []
  if (more.length > 0)
    throw new AwsError(
      'LimitExceededException',
      400,
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    )
  if (change !== undefined)
    refuseUnknownMembers('DynamoDB, in GlobalSecondaryIndexUpdates', change, ['Create', 'Delete'])
  const shape = changedShape(table.description, input, change)
  checkShape(shape, input)
  const { StreamSpecification: _, ...rest } = table.description
  const updated: Table = {
    ...table,
    description: describeIndexes({
      ...rest,
      ...shape,
      ...settings(table, input, engine.clock() / 1000),
      ...streamSettings(input.StreamSpecification, table.description, engine.clock()),
    }),
  }
  if (shape.GlobalSecondaryIndexes === undefined) delete updated.description.GlobalSecondaryIndexes
  if (change?.Delete !== undefined) await clearIndex(engine, input.TableName, change.Delete.IndexName)
  if (change?.Create !== undefined) await fillIndex(engine, updated.description, change.Create)
  await engine.tables.put(updated)
  return updated
}

const changedShape = (table: TableShape, input: UpdateTableInput, change: IndexUpdate | undefined): TableShape => {
  const indexes = table.GlobalSecondaryIndexes ?? []
  const gone = change?.Delete?.IndexName
  if (gone !== undefined && !indexes.some(({ IndexName }) => IndexName === gone))
    throw new AwsError('ResourceNotFoundException', 400, `Requested resource not found: Index: ${gone} not found`)
  const kept = indexes.filter(({ IndexName }) => IndexName !== gone)
  const all = change?.Create === undefined ? kept : [...kept, change.Create]
  const used = new Set(
    [table, ...(table.LocalSecondaryIndexes ?? []), ...all].flatMap(({ KeySchema }) =>
      KeySchema.map((key) => key.AttributeName),
    ),
  )
  const definitions = new Map(
    [...table.AttributeDefinitions, ...(input.AttributeDefinitions ?? [])].map((one) => [one.AttributeName, one]),
  )
  return {
    TableName: table.TableName,
    KeySchema: table.KeySchema,
    AttributeDefinitions: [...definitions.values()].filter(({ AttributeName }) => used.has(AttributeName)),
    ...(table.LocalSecondaryIndexes === undefined ? {} : { LocalSecondaryIndexes: table.LocalSecondaryIndexes }),
    ...(all.length === 0 ? {} : { GlobalSecondaryIndexes: all }),
  }
}

/** The rules of CreateTable hold for the changed table too. */
const checkShape = (shape: TableShape, input: UpdateTableInput): void => {
  const bare = (index: IndexShape) => ({
    IndexName: index.IndexName,
    KeySchema: index.KeySchema,
    Projection: index.Projection,
  })
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local, ...rest } = shape
  validate('createTable', {
    ...rest,
    ...(global === undefined ? {} : { GlobalSecondaryIndexes: global.map(bare) }),
    ...(local === undefined ? {} : { LocalSecondaryIndexes: local.map(bare) }),
    BillingMode: 'PAY_PER_REQUEST',
  })
  checkAttributesUsed(shape)
  if (input.BillingMode === 'PAY_PER_REQUEST' && input.ProvisionedThroughput !== undefined)
    throw invalid(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    )
}

const settings = (table: Table, input: UpdateTableInput, now: number) => ({
  DeletionProtectionEnabled: input.DeletionProtectionEnabled ?? table.description.DeletionProtectionEnabled,
  ...(input.BillingMode === undefined
    ? {}
    : { BillingModeSummary: { BillingMode: input.BillingMode, LastUpdateToPayPerRequestDateTime: now } }),
  ...(input.ProvisionedThroughput === undefined
    ? {}
    : { ProvisionedThroughput: { ...input.ProvisionedThroughput, NumberOfDecreasesToday: 0 } }),
})
