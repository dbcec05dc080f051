import { AwsError } from '../../aws-service.ts'
import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../errors.ts'
import { streamSettings } from '../streams/settings.ts'
import { validate } from '../validate.ts'
import { describeIndexes } from './describe.ts'
import { indexesOf, keyAttributes, type Table, type TableShape } from './table.ts'

/** Members of CreateTable that dynalite does not check. */
interface NewerMembers {
  DeletionProtectionEnabled?: boolean
  SSESpecification?: { Enabled?: boolean; SSEType?: string; KMSMasterKeyId?: string }
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType?: string }
  TableClass?: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS'
  Tags?: { Key: string; Value: string }[]
}

interface CheckedMembers extends TableShape {
  BillingMode?: 'PROVISIONED' | 'PAY_PER_REQUEST'
  ProvisionedThroughput?: { ReadCapacityUnits: number; WriteCapacityUnits: number }
}

/** Makes a table out of the input of CreateTable. Throws ValidationException or ResourceInUseException. */
export const newTable = (engine: Engine, input: object): Table => {
  const { DeletionProtectionEnabled, SSESpecification, StreamSpecification, TableClass, Tags, ...rest } =
    input as NewerMembers
  const checked = validate<CheckedMembers>('createTable', rest)
  checkAttributesUsed(checked)
  if (SSESpecification !== undefined)
    refuseUnknownMembers('DynamoDB, in SSESpecification', SSESpecification, ['Enabled', 'SSEType'])
  if (engine.tables.find(checked.TableName) !== undefined)
    throw new AwsError('ResourceInUseException', 400, `Table already exists: ${checked.TableName}`)
  const { BillingMode, ProvisionedThroughput, ...shape } = checked
  const created = engine.clock() / 1000
  const arn = `arn:aws:dynamodb:${engine.region}:${engine.accountId}:table/${shape.TableName}`
  return {
    description: describeIndexes({
      ...shape,
      TableArn: arn,
      TableId: crypto.randomUUID(),
      TableStatus: 'ACTIVE',
      CreationDateTime: created,
      ItemCount: 0,
      TableSizeBytes: 0,
      DeletionProtectionEnabled: DeletionProtectionEnabled === true,
      ...(BillingMode === 'PAY_PER_REQUEST'
        ? { BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: created } }
        : {}),
      ProvisionedThroughput: {
        ReadCapacityUnits: 0,
        WriteCapacityUnits: 0,
        ...ProvisionedThroughput,
        NumberOfDecreasesToday: 0,
      },
      ...streamSettings(StreamSpecification, { TableArn: arn }, engine.clock()),
      ...(TableClass === undefined ? {} : { TableClassSummary: { TableClass } }),
      ...(SSESpecification?.Enabled === true ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' } } : {}),
    }),
    tags: Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value])),
  }
}

/** Refuses an attribute definition that no key uses. */
export const checkAttributesUsed = (table: TableShape): void => {
  const used = new Set([table, ...indexesOf(table)].flatMap(({ KeySchema }) => keyAttributes(KeySchema)))
  const defined = table.AttributeDefinitions.map(({ AttributeName }) => AttributeName)
  if (defined.some((name) => !used.has(name)))
    throw invalid(
      `One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
    )
}
