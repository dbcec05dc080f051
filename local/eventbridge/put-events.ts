import { randomUUID } from 'node:crypto'
import { AwsError } from '../aws-service.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { BusEvent } from './event.ts'

export interface Entry {
  Time?: number
  Source?: string
  Resources?: string[]
  DetailType?: string
  Detail?: string
  EventBusName?: string
}

interface Result {
  EventId?: string
  ErrorCode?: string
  ErrorMessage?: string
}

const members = ['Time', 'Source', 'Resources', 'DetailType', 'Detail', 'EventBusName']
/** Of one call. Source: EventBridge API Reference, "PutEvents". */
const mostEntries = 10
const mostBytes = 1024 * 1024

const sizeOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: Entry): number =>
  (Time === undefined ? 0 : 14) +
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0)

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const problem = ({ Source, DetailType, Detail }: Entry): Result | undefined => {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail }))
    if (value === undefined || value === '')
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      }
  if (!isObject(Detail ?? '')) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  if (Source?.startsWith('aws.') === true)
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: `Not authorized for the source ${Source}` }
  return undefined
}

/** Takes each entry for itself, as PutEvents does: the answer says which were not taken and why. */
export const putEvents = (
  input: { Entries?: Entry[] },
  place: { region: string; accountId: string; clock: () => number },
  take: (event: BusEvent) => void,
): { FailedEntryCount: number; Entries: Result[] } => {
  refuseUnknownMembers('EventBridge, in PutEvents', input, ['Entries'], 'ValidationException')
  const { Entries = [] } = input
  if (Entries.length < 1 || Entries.length > mostEntries)
    throw new AwsError(
      'ValidationException',
      400,
      `Entries must have 1 to ${mostEntries} members, not ${Entries.length}`,
    )
  if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes)
    throw new AwsError(
      'ValidationException',
      400,
      `Total size of the entries in the request is over the limit of ${mostBytes} bytes`,
    )
  const results = Entries.map((entry): Result => {
    refuseUnknownMembers('EventBridge, in PutEvents', entry, members, 'ValidationException')
    const { EventBusName = 'default', Source = '', DetailType = '', Detail = '{}', Resources = [], Time } = entry
    if (!/^(default|arn:[^:]+:events:.*:event-bus\/default)$/.test(EventBusName))
      throw new AwsError(
        'ResourceNotFoundException',
        400,
        `Event bus ${EventBusName} does not exist; the local cloud has the default one.`,
      )
    const no = problem(entry)
    if (no !== undefined) return no
    const id = randomUUID()
    take({
      version: '0',
      id,
      'detail-type': DetailType,
      source: Source,
      account: place.accountId,
      time: `${new Date(Time === undefined ? place.clock() : Time * 1000).toISOString().slice(0, 19)}Z`,
      region: place.region,
      resources: Resources,
      detail: JSON.parse(Detail),
    })
    return { EventId: id }
  })
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results }
}
