import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import type { IndexShape, KeySchemaElement, TableShape } from './table.ts'

/** What a template says of a table: the input of CreateTable, and the settings with operations of their own. */
export interface TableTemplate {
  create: TableShape & {
    Tags?: { Key: string; Value: string }[]
    DeletionProtectionEnabled?: boolean
    StreamSpecification?: { StreamEnabled: true; StreamViewType: string }
  }
  timeToLive?: { AttributeName: string; Enabled: boolean }
  pointInTimeRecovery?: { PointInTimeRecoveryEnabled: boolean; RecoveryPeriodInDays?: number }
}

const passedOn = [
  'TableName',
  'AttributeDefinitions',
  'KeySchema',
  'BillingMode',
  'ProvisionedThroughput',
  'LocalSecondaryIndexes',
  'DeletionProtectionEnabled',
  'SSESpecification',
  'TableClass',
  'Tags',
]
const known = [
  ...passedOn,
  'GlobalSecondaryIndexes',
  'StreamSpecification',
  'PointInTimeRecoverySpecification',
  'TimeToLiveSpecification',
  // CDK writes it out when it is off.
  'ContributorInsightsSpecification',
]

type Properties = Record<string, unknown>

const error = (message: string) => new Error(`AWS::DynamoDB::Table: ${message}`)

/** Reads the properties of an AWS::DynamoDB::Table. Throws for a property the local DynamoDB does not know. Source: CloudFormation Template Reference. */
export const tableFromTemplate = (properties: Properties): TableTemplate => {
  refuseUnknownMembers('DynamoDB, in AWS::DynamoDB::Table', properties, known)
  if (typeof properties.TableName !== 'string') throw error('TableName is missing; the local cloud needs a named table')
  const insights = properties.ContributorInsightsSpecification as { Enabled?: boolean } | undefined
  if (insights?.Enabled === true) throw error('the local DynamoDB has no Contributor Insights')
  const indexes = properties.GlobalSecondaryIndexes as IndexShape[] | undefined
  const create = Object.fromEntries(Object.entries(properties).filter(([name]) => passedOn.includes(name)))
  if (create.SSESpecification !== undefined) create.SSESpecification = encryption(create.SSESpecification as Properties)
  const stream = properties.StreamSpecification as { StreamViewType: string } | undefined
  return {
    create: {
      ...create,
      // CloudFormation has no switch: a stream is on where it is described.
      ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
      ...(indexes === undefined ? {} : { GlobalSecondaryIndexes: indexes.map(index) }),
    } as TableTemplate['create'],
    ...pick(properties, 'TimeToLiveSpecification', 'timeToLive'),
    ...pick(properties, 'PointInTimeRecoverySpecification', 'pointInTimeRecovery'),
  }
}

const pick = (properties: Properties, from: string, to: keyof TableTemplate) =>
  properties[from] === undefined ? {} : { [to]: properties[from] }

const encryption = ({ SSEEnabled, ...rest }: Properties) => ({ Enabled: SSEEnabled, ...rest })

const index = (given: IndexShape): IndexShape => {
  const { ContributorInsightsSpecification: insights, ...shape } = given as IndexShape & {
    ContributorInsightsSpecification?: { Enabled: boolean }
  }
  if (insights?.Enabled === true)
    throw error(`the local DynamoDB has no Contributor Insights (index ${shape.IndexName})`)
  return shape
}

interface Replica {
  Region: string
  [property: string]: unknown
}

/** The AWS::DynamoDB::Table that an AWS::DynamoDB::GlobalTable with one replica, in this region, amounts to. */
export const globalTableAsTable = (properties: Properties, region: string): Properties => {
  const { Replicas, ...rest } = properties as Properties & { Replicas?: Replica[] }
  const [replica, ...others] = Replicas ?? []
  if (replica?.Region !== region || others.length > 0)
    throw new Error(
      `AWS::DynamoDB::GlobalTable: the local DynamoDB has one region, ${region}; Replicas name ${(Replicas ?? []).map(({ Region }) => Region).join(', ') || 'none'}`,
    )
  const { Region: _, ...settings } = replica
  return { ...rest, ...settings }
}

export const sameKeys = (a: KeySchemaElement[], b: KeySchemaElement[]): boolean =>
  a.length === b.length &&
  a.every((key, at) => key.AttributeName === b[at]?.AttributeName && key.KeyType === b[at]?.KeyType)
