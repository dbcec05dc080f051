import type { StreamViewType } from '../streams/stream.ts'

/** Present while the stream is on. */
export interface StreamSpecification {
  StreamEnabled: true
  StreamViewType: StreamViewType
}

export interface KeySchemaElement {
  AttributeName: string
  KeyType: 'HASH' | 'RANGE'
}

export interface IndexShape {
  IndexName: string
  KeySchema: KeySchemaElement[]
  Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] }
}

/** What reads and writes need to know of a table. */
export interface TableShape {
  TableName: string
  KeySchema: KeySchemaElement[]
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[]
  GlobalSecondaryIndexes?: IndexShape[]
  LocalSecondaryIndexes?: IndexShape[]
}

/** A table as it is stored: its description in the API's words, and the settings that have operations of their own. */
export interface Table {
  description: TableShape & {
    TableArn: string
    TableId: string
    TableStatus: 'ACTIVE'
    CreationDateTime: number
    ItemCount: number
    TableSizeBytes: number
    DeletionProtectionEnabled: boolean
    BillingModeSummary?: { BillingMode: string; LastUpdateToPayPerRequestDateTime?: number }
    ProvisionedThroughput: { ReadCapacityUnits: number; WriteCapacityUnits: number; NumberOfDecreasesToday: number }
    TableClassSummary?: { TableClass: string }
    SSEDescription?: { Status: string; SSEType: string }
    StreamSpecification?: StreamSpecification
    LatestStreamArn?: string
    LatestStreamLabel?: string
  }
  timeToLive?: { AttributeName: string }
  pointInTimeRecovery?: { since: number; days: number }
  tags: Record<string, string>
}

export interface NamedIndex extends IndexShape {
  kind: 'local' | 'global'
}

/** All secondary indexes of a table, with their kind. */
export const indexesOf = (table: TableShape): NamedIndex[] => [
  ...(table.LocalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: 'local' as const })),
  ...(table.GlobalSecondaryIndexes ?? []).map((index) => ({ ...index, kind: 'global' as const })),
]

export const keyAttributes = (schema: KeySchemaElement[]): string[] => schema.map((key) => key.AttributeName)
