import { groupNotFound, invalidParameter, streamNotFound } from './errors.ts'
import { parseFilterPattern } from './filter-pattern.ts'
import type { LogEvent } from './log-group.ts'
import type { LogGroups } from './log-groups.ts'

export type Input = Record<string, unknown>

export interface OperationContext {
  groups: LogGroups
  arn(group: string): string
}

export interface Operation {
  /** Members of its input; any other is refused by name. */
  members: readonly string[]
  act(context: OperationContext, input: Input): object
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** A group by its name, or by its name or ARN. */
export const groupNameIn = ({ logGroupName, logGroupIdentifier }: Input): string => {
  const given = text(logGroupName) ?? text(logGroupIdentifier) ?? ''
  return given.startsWith('arn:') ? (given.split(':')[6] ?? '') : given
}

const pageSize = (limit: unknown, most: number): number => {
  const wanted = number(limit) ?? most
  if (wanted >= 1 && wanted <= most) return wanted
  throw invalidParameter(`limit must be 1 to ${most}, not ${wanted}`)
}

const isWithin = ({ startTime, endTime }: Input, timestamp: number): boolean =>
  timestamp >= (number(startTime) ?? 0) && timestamp <= (number(endTime) ?? Number.POSITIVE_INFINITY)

const eventShown = ({ timestamp, message, ingestedAt }: LogEvent) => ({ timestamp, message, ingestionTime: ingestedAt })

const createLogGroup: Operation = {
  members: ['logGroupName', 'tags'],
  act: ({ groups }, { logGroupName, tags = {} }) => {
    groups.create(String(logGroupName), tags as Record<string, string>)
    return {}
  },
}

const describeLogGroups: Operation = {
  members: ['logGroupNamePrefix', 'logGroupNamePattern', 'limit', 'nextToken'],
  act: ({ groups, arn }, { logGroupNamePrefix, logGroupNamePattern, limit, nextToken }) => {
    const pattern = text(logGroupNamePattern)?.toLowerCase() ?? ''
    const names = groups
      .names(text(logGroupNamePrefix))
      .filter((name) => name.toLowerCase().includes(pattern) && name > (text(nextToken) ?? ''))
    const page = names.slice(0, pageSize(limit, 50))
    return {
      logGroups: page.map(groups.get).map(({ name, createdAt, retentionInDays }) => ({
        logGroupName: name,
        creationTime: createdAt,
        ...(retentionInDays === undefined ? {} : { retentionInDays }),
        metricFilterCount: 0,
        arn: `${arn(name)}:*`,
        logGroupArn: arn(name),
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      })),
      ...(names.length > page.length ? { nextToken: page.at(-1) } : {}),
    }
  },
}

const describeLogStreams: Operation = {
  members: ['logGroupName', 'logGroupIdentifier', 'logStreamNamePrefix', 'limit', 'nextToken'],
  act: ({ groups, arn }, input) => {
    const group = groupNameIn(input)
    const streams = groups
      .streamsOf(group, text(input.logStreamNamePrefix))
      .filter(({ name }) => name > (text(input.nextToken) ?? ''))
    const page = streams.slice(0, pageSize(input.limit, 50))
    return {
      logStreams: page.map(({ name, createdAt }) => ({
        logStreamName: name,
        creationTime: createdAt,
        arn: `${arn(group)}:log-stream:${name}`,
        storedBytes: 0,
      })),
      ...(streams.length > page.length ? { nextToken: page.at(-1)?.name } : {}),
    }
  },
}

const putLogEvents: Operation = {
  members: ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken'],
  act: ({ groups }, input) => {
    const [group, stream] = [groupNameIn(input), String(input.logStreamName)]
    if (groups.find(group) === undefined) throw groupNotFound(group)
    if (groups.stream(group, stream) === undefined) throw streamNotFound(stream)
    const events = (input.logEvents ?? []) as { timestamp: number; message: string }[]
    if (events.some(({ timestamp }, at) => at > 0 && timestamp < (events[at - 1]?.timestamp ?? 0)))
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.')
    groups.append(group, stream, events)
    return {}
  },
}

/** The last `most` events, or the first from the head; a token names the event it goes on from. */
const getLogEvents: Operation = {
  members: [
    ...['logGroupName', 'logGroupIdentifier', 'logStreamName', 'startTime', 'endTime'],
    ...['nextToken', 'limit', 'startFromHead'],
  ],
  act: ({ groups }, input) => {
    const [group, stream] = [groupNameIn(input), String(input.logStreamName)]
    if (groups.stream(group, stream) === undefined) throw streamNotFound(stream)
    const all = groups
      .eventsOf(group)
      .filter(([, event]) => event.stream === stream && isWithin(input, event.timestamp))
    const most = pageSize(input.limit, 10_000)
    const [direction, from] = (text(input.nextToken) ?? '').split('/')
    const after = all.filter(([key]) => key > (from ?? ''))
    const before = all.filter(([key]) => key < (from ?? ''))
    const page = () => {
      if (direction === 'f') return after.slice(0, most)
      if (direction === 'b') return before.slice(-most)
      return input.startFromHead === true ? all.slice(0, most) : all.slice(-most)
    }
    const events = page()
    return {
      events: events.map(([, event]) => eventShown(event)),
      nextForwardToken: `f/${events.at(-1)?.[0] ?? from ?? ''}`,
      nextBackwardToken: `b/${events[0]?.[0] ?? from ?? ''}`,
    }
  },
}

const filterLogEvents: Operation = {
  members: [
    ...['logGroupName', 'logGroupIdentifier', 'logStreamNames', 'logStreamNamePrefix', 'startTime', 'endTime'],
    ...['filterPattern', 'nextToken', 'limit'],
  ],
  act: ({ groups }, input) => {
    const matches = parseFilterPattern(text(input.filterPattern) ?? '')
    const streams = input.logStreamNames as string[] | undefined
    const isOfStream = (name: string) =>
      (streams?.includes(name) ?? true) && name.startsWith(text(input.logStreamNamePrefix) ?? '')
    const found = groups.eventsOf(groupNameIn(input)).filter(([key, { stream, timestamp, message }]) => {
      return key > (text(input.nextToken) ?? '') && isOfStream(stream) && isWithin(input, timestamp) && matches(message)
    })
    const page = found.slice(0, pageSize(input.limit, 10_000))
    return {
      events: page.map(([, event]) => ({ logStreamName: event.stream, ...eventShown(event), eventId: event.id })),
      searchedLogStreams: [],
      ...(found.length > page.length ? { nextToken: page.at(-1)?.[0] } : {}),
    }
  },
}

/** Every operation the local CloudWatch Logs knows, by its name in the API. */
export const operations: Record<string, Operation> = {
  CreateLogGroup: createLogGroup,
  CreateLogStream: {
    members: ['logGroupName', 'logStreamName'],
    act: ({ groups }, input) => {
      groups.createStream(groupNameIn(input), String(input.logStreamName))
      return {}
    },
  },
  DeleteLogGroup: {
    members: ['logGroupName'],
    act: ({ groups }, input) => {
      groups.delete(groupNameIn(input))
      return {}
    },
  },
  DeleteRetentionPolicy: {
    members: ['logGroupName'],
    act: ({ groups }, input) => {
      groups.retain(groupNameIn(input), undefined)
      return {}
    },
  },
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  PutLogEvents: putLogEvents,
  PutRetentionPolicy: {
    members: ['logGroupName', 'retentionInDays'],
    act: ({ groups }, input) => {
      groups.retain(groupNameIn(input), Number(input.retentionInDays))
      return {}
    },
  },
}
