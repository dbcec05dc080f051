import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import type { Announcement } from '../../core/announcements/announcement.ts'
import { announcementsOf } from '../../core/announcements/announcements-of.ts'

export interface AnnounceDependencies {
  events: EventBridgeClient
  /** `source` of the events. */
  source: string
}

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage']

const rowOf = (image: Image): Record<string, unknown> | undefined =>
  image === undefined ? undefined : unmarshall(image as Record<string, AttributeValue>)

const announced = ({ eventID = '', dynamodb }: DynamoDBRecord): Announcement[] =>
  announcementsOf({
    id: eventID,
    sk: dynamodb?.Keys?.sk?.S ?? '',
    before: rowOf(dynamodb?.OldImage),
    after: rowOf(dynamodb?.NewImage),
  })

/** Most entries of one PutEvents. */
const most = 10

/**
 * Puts what changed on the event bus, in the order of the stream. Answers the sequence number of the first record that
 * EventBridge did not take; Lambda delivers again from there, so an event may come twice and none is lost.
 */
export const announceChanges =
  ({ events, source }: AnnounceDependencies) =>
  async (records: readonly DynamoDBRecord[]): Promise<{ announced: number; failedFrom: string | undefined }> => {
    const waiting = records.flatMap((record) => announced(record).map((announcement) => ({ record, announcement })))
    for (let from = 0; from < waiting.length; from += most) {
      const part = waiting.slice(from, from + most)
      const { Entries: results = [] } = await events.send(
        new PutEventsCommand({
          Entries: part.map(({ announcement: { type, detail }, record }) => ({
            Source: source,
            DetailType: type,
            Detail: JSON.stringify(detail),
            Time: new Date((record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000),
          })),
        }),
      )
      const failed = results.findIndex(({ ErrorCode }) => ErrorCode !== undefined)
      if (failed >= 0)
        return { announced: from + failed, failedFrom: part[failed]?.record.dynamodb?.SequenceNumber ?? '' }
    }
    return { announced: waiting.length, failedFrom: undefined }
  }
