import type { Authorization, AwsService, ServiceCall } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { Store } from '../state/store.ts'
import { embeddedMetrics, type MetricDatum } from './embedded-metrics.ts'
import { parseFilterPattern } from './filter-pattern.ts'
import type { LogEvent } from './log-group.ts'
import { openLogGroups } from './log-groups.ts'
import { openMetricFilters } from './metric-filters.ts'
import { groupNameIn, type Input, operations } from './operations.ts'
import { readMetricFilter } from './read-metric-filter.ts'

export interface LogsOptions {
  store: Store
  /** Milliseconds since 1970. */
  clock: () => number
  region: string
  accountId: string
  /** Told of the metrics that log lines carry in embedded metric format, and of what metric filters count. */
  onMetrics?: (data: MetricDatum[]) => void
}

export interface ReadFilter {
  /** As in FilterLogEvents. */
  pattern?: string
  stream?: string
  /** Milliseconds since 1970, both inclusive. */
  from?: number
  to?: number
}

export interface LocalLogs extends AwsService {
  /** Makes or changes the group of an AWS::Logs::LogGroup by its resolved properties; events stay. */
  createLogGroup(properties: Record<string, unknown>): { name: string; arn: string }
  /** Makes or changes the filter of an AWS::Logs::MetricFilter by its resolved properties: it counts lines from now on. */
  createMetricFilter(properties: Record<string, unknown>): { name: string }
  /** Whether the group is there. */
  hasGroup(name: string): boolean
  /** Adds lines to a stream, which it makes if needed. Throws ResourceNotFoundException where the group is not there. */
  append(group: string, stream: string, lines: readonly string[]): void
  /** Events of a group that retention has left, the oldest first. */
  read(group: string, filter?: ReadFilter): LogEvent[]
}

/** CloudWatch Logs on this machine: groups with retention, streams and events, kept in the store. */
export const createLogs = ({ region, accountId, onMetrics, ...rest }: LogsOptions): LocalLogs => {
  const filters = openMetricFilters()
  const groups = openLogGroups({
    ...rest,
    onMessage: (message, timestamp, group) => {
      const data = [...embeddedMetrics(message), ...filters.metricsOf(group, message, timestamp)]
      if (data.length > 0) onMetrics?.(data)
    },
  })
  const arn = (group: string) => `arn:aws:logs:${region}:${accountId}:log-group:${group}`
  const protocol = createAwsJson({
    service: 'CloudWatch Logs',
    version: '1.1',
    targetPrefix: 'Logs_20140328',
    operations: Object.keys(operations),
  })
  return {
    signingNames: ['logs'],
    name: 'logs',
    route: protocol.route,
    authorizations: (call) => authorizationsOf(arn, call),
    handle: async ({ operation, input }) => {
      const known = operations[operation]
      const members = known?.members ?? []
      refuseUnknownMembers(`CloudWatch Logs, in ${operation}`, input as Input, members, 'InvalidParameterException')
      return protocol.answer(known?.act({ groups, arn }, input as Input))
    },
    renderError: (error) => protocol.renderError(error),
    createLogGroup: (properties) => {
      const members = ['LogGroupName', 'RetentionInDays', 'Tags']
      refuseUnknownMembers('CloudWatch Logs, in AWS::Logs::LogGroup', properties, members)
      const { LogGroupName: name, RetentionInDays: days } = properties
      if (typeof name !== 'string')
        throw new Error('AWS::Logs::LogGroup: LogGroupName is missing; the local cloud needs a named group')
      const tags = ((properties.Tags ?? []) as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])
      if (groups.find(name) === undefined) groups.create(name, Object.fromEntries(tags))
      groups.retain(name, days === undefined ? undefined : Number(days))
      return { name, arn: `${arn(name)}:*` }
    },
    createMetricFilter: (properties) => {
      const filter = readMetricFilter(properties)
      groups.get(filter.group)
      filters.put(filter)
      return { name: filter.name }
    },
    hasGroup: (name) => groups.find(name) !== undefined,
    append: (group, stream, lines) =>
      groups.append(
        group,
        stream,
        lines.map((message) => ({ message })),
      ),
    read: (group, { pattern = '', stream, from = 0, to = Number.POSITIVE_INFINITY } = {}) => {
      const matches = parseFilterPattern(pattern)
      return groups
        .eventsOf(group)
        .map(([, event]) => event)
        .filter((event) => {
          const isWithin = event.timestamp >= from && event.timestamp <= to
          return isWithin && (stream ?? event.stream) === event.stream && matches(event.message)
        })
    },
  }
}

const ofStreams = ['CreateLogStream', 'GetLogEvents', 'PutLogEvents']

/** The IAM action and resource of a call: a group's ARN ends in `:log-stream:`, as AWS names it in refusals. Source: Service Authorization Reference, "Amazon CloudWatch Logs". */
const authorizationsOf = (arn: (group: string) => string, { operation, input }: ServiceCall): Authorization[] => {
  const given = input as Input
  const stream = ofStreams.includes(operation) ? String(given.logStreamName ?? '') : ''
  return [{ action: `logs:${operation}`, resource: `${arn(groupNameIn(given))}:log-stream:${stream}` }]
}
