import type { Item } from '../items/value.ts'

export const streamViewTypes = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const
export type StreamViewType = (typeof streamViewTypes)[number]

/** One change of one item, as Lambda and GetRecords show it. Source: DynamoDB Streams API Reference, "Record". */
export interface StreamRecord {
  eventID: string
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  eventVersion: '1.1'
  eventSource: 'aws:dynamodb'
  awsRegion: string
  dynamodb: {
    /** Seconds since 1970. */
    ApproximateCreationDateTime: number
    Keys: Item
    NewImage?: Item
    OldImage?: Item
    /** 21 digits, so that their order as text is the order of the changes. */
    SequenceNumber: string
    SizeBytes: number
    StreamViewType: StreamViewType
  }
  /** Only where time to live deleted the item. */
  userIdentity?: { type: 'Service'; principalId: 'dynamodb.amazonaws.com' }
}
