import type { Store } from '../state/store.ts'
import { alreadyExists, groupNotFound, invalidParameter } from './errors.ts'
import { type LogEvent, type LogGroupRecord, type LogStreamRecord, retentions } from './log-group.ts'

export interface LogGroupsDeps {
  store: Store
  clock: () => number
  /** Told of each message when it is stored. */
  onMessage: (message: string, timestamp: number, group: string) => void
}

export interface NewEvent {
  message: string
  /** Milliseconds since 1970; now if left out. */
  timestamp?: number
}

const DAY = 86_400_000

/** All log groups of the account, their streams and events. */
export const openLogGroups = ({ store, clock, onMessage }: LogGroupsDeps) => {
  const groups = store.collection<LogGroupRecord>('log-groups')
  const streams = store.collection<LogStreamRecord>('log-streams')
  const events = store.collection<LogEvent>('log-events')
  // Group and stream names hold neither colon nor asterisk, so the keys of one group share a prefix of their own.
  const streamKey = (group: string, stream: string) => `${group}:${stream}`
  const counter = store.collection<number>('log-counter')
  let count = counter.get('events') ?? 0

  const get = (name: string): LogGroupRecord => {
    const group = groups.get(name)
    if (group === undefined) throw groupNotFound(name)
    return group
  }
  const eventsOf = (name: string): [string, LogEvent][] => {
    const { retentionInDays } = get(name)
    const oldest = retentionInDays === undefined ? 0 : clock() - retentionInDays * DAY
    return events.entries(`${name}:`).filter(([, event]) => event.timestamp >= oldest)
  }
  const createStream = (group: string, name: string) =>
    streams.put(streamKey(group, name), { group, name, createdAt: clock() })

  return {
    get,
    find: (name: string) => groups.get(name),
    names: (prefix = '') => groups.entries(prefix).map(([name]) => name),
    create: (name: string, tags: Record<string, string> = {}): LogGroupRecord => {
      if (!/^[\w./#-]{1,512}$/.test(name)) throw invalidParameter(`"${name}" is no name for a log group`)
      if (groups.get(name) !== undefined) throw alreadyExists(`The log group ${name}`)
      const group = { name, createdAt: clock(), tags }
      groups.put(name, group)
      return group
    },
    /** Undefined keeps events for ever. */
    retain: (name: string, days: number | undefined) => {
      if (days !== undefined && !retentions.includes(days))
        throw invalidParameter(`retentionInDays must be one of ${retentions.join(', ')}, not ${days}`)
      const { retentionInDays: _, ...group } = get(name)
      groups.put(name, days === undefined ? group : { ...group, retentionInDays: days })
    },
    delete: (name: string) => {
      get(name)
      store.atomically(() => {
        for (const [key] of events.entries(`${name}:`)) events.delete(key)
        for (const [key] of streams.entries(`${name}:`)) streams.delete(key)
        groups.delete(name)
      })
    },
    createStream: (group: string, name: string) => {
      get(group)
      if (!/^[^:*]{1,512}$/.test(name)) throw invalidParameter(`"${name}" is no name for a log stream`)
      if (streams.get(streamKey(group, name)) !== undefined) throw alreadyExists(`The log stream ${name}`)
      createStream(group, name)
    },
    stream: (group: string, name: string) => streams.get(streamKey(group, name)),
    streamsOf: (group: string, prefix = ''): LogStreamRecord[] => {
      get(group)
      return streams.entries(streamKey(group, prefix)).map(([, stream]) => stream)
    },
    append: (group: string, stream: string, added: NewEvent[]) => {
      get(group)
      const now = clock()
      store.atomically(() => {
        if (streams.get(streamKey(group, stream)) === undefined) createStream(group, stream)
        for (const { message, timestamp = now } of added) {
          count += 1
          const id = String(count).padStart(16, '0')
          const key = `${group}:${String(timestamp).padStart(14, '0')}:${id}`
          events.put(key, { stream, timestamp, ingestedAt: now, message, id })
        }
        counter.put('events', count)
      })
      for (const { message, timestamp = now } of added) onMessage(message, timestamp, group)
    },
    /** Events that retention has left, the oldest first, each with a key that sorts like them. */
    eventsOf,
  }
}

export type LogGroups = ReturnType<typeof openLogGroups>
