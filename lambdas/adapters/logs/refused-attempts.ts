import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import * as z from 'zod'
import type { Attempt } from '../../../core/diagnosis/diagnosis-facts.ts'

export interface Suspect {
  imei: string
  thingName: string
  certificateId: string
}

/** The fields of a V2 log record that count here; any other may stand beside them (aws-iot-provisioning.md 7.2, 7.3). */
const record = z.object({
  eventType: z.enum(['Connection.AuthNError', 'Connect']),
  status: z.literal('Failure'),
  reason: z.string(),
  clientId: z.string().optional(),
  principalId: z.string().optional(),
  serverNameIndication: z.string().optional(),
})

const hour = 3_600_000
/** Days are read one after the other, the newest first: CloudWatch Logs answers the oldest first, and a whole log is long. */
const windows = [
  [0, hour],
  [hour, 24 * hour],
  [24 * hour, 14 * 24 * hour],
] as const
const mostPages = 5

const patternOf = ({ imei, thingName, certificateId }: Suspect) =>
  `{ $.clientId = "${thingName}" || $.clientId = "*${imei}*" || $.principalId = "${certificateId}" }`

const attemptOf = ({ timestamp, message = '' }: FilteredLogEvent): Attempt[] => {
  const read = record.safeParse(parsed(message))
  if (!read.success || timestamp === undefined) return []
  const { eventType, reason, clientId, principalId: certificateId, serverNameIndication: serverName } = read.data
  return [
    {
      at: new Date(timestamp).toISOString(),
      from: 'log',
      step: eventType === 'Connect' ? 'authorization' : 'authentication',
      reason,
      ...(clientId === undefined ? {} : { clientId }),
      ...(certificateId === undefined ? {} : { certificateId }),
      ...(serverName === undefined ? {} : { serverName }),
    },
  ]
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const pagesOf = async (
  logs: CloudWatchLogsClient,
  logGroupName: string,
  filterPattern: string,
  [startTime, endTime]: readonly [number, number],
): Promise<Attempt[]> => {
  const found: Attempt[] = []
  let nextToken: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await logs.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern, startTime, endTime, nextToken }),
    )
    found.push(...(answer.events ?? []).flatMap(attemptOf))
    nextToken = answer.nextToken
    if (nextToken === undefined) return found
  }
  throw new Error(`${logGroupName} has more than ${mostPages} pages between two looks; narrow it in CloudWatch Logs`)
}

/** Refused connects of a device in one log group, the newest first: those of the newest window that has any. */
export const refusedAttempts = async (
  logs: CloudWatchLogsClient,
  group: string,
  suspect: Suspect,
  now: number,
): Promise<Attempt[]> => {
  try {
    for (const [until, since] of windows) {
      const found = await pagesOf(logs, group, patternOf(suspect), [now - since, now - until])
      if (found.length > 0) return found.toSorted((a, b) => (a.at < b.at ? 1 : -1))
    }
    return []
  } catch (error) {
    // AWS IoT makes its default group with the first record.
    if (error instanceof ResourceNotFoundException) return []
    throw error
  }
}
