import { createHash } from 'node:crypto'
import type { Change } from '../items/change.ts'
import { itemSize } from '../items/size.ts'
import { equalValues, type Item } from '../items/value.ts'
import type { Table } from '../tables/table.ts'
import type { StreamRecord } from './stream.ts'

const size = (item: Item | undefined) => (item === undefined ? 0 : itemSize(item))

/** The record of a change, or none: a write that leaves an item as it was makes no record (Developer Guide, "Change data capture for DynamoDB Streams"). */
export const streamRecord = (
  { description }: Table,
  { before, after }: Change,
  place: { region: string; sequence: string; now: number; isExpiry: boolean },
): StreamRecord | undefined => {
  const { StreamViewType: view } = description.StreamSpecification ?? {}
  const item = after ?? before
  if (view === undefined || item === undefined) return undefined
  if (before !== undefined && after !== undefined && equalValues({ M: before }, { M: after })) return undefined
  const keys = Object.fromEntries(
    description.KeySchema.flatMap(({ AttributeName: name }) => {
      const value = item[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const images = {
    ...(after !== undefined && view.startsWith('NEW') ? { NewImage: after } : {}),
    ...(before !== undefined && (view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES') ? { OldImage: before } : {}),
  }
  return {
    eventID: createHash('md5').update(`${description.LatestStreamArn}/${place.sequence}`).digest('hex'),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: place.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(place.now / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: place.sequence,
      SizeBytes: size(keys) + Object.values(images).reduce((sum, image) => sum + size(image), 0),
      StreamViewType: view,
    },
    ...(place.isExpiry ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
  }
}
