import type { LocalCloud } from '../../../local/start.ts'

/** What was used in a stretch of time, function names without what all have in front. */
export interface Tally {
  /** Calls of AWS APIs by function and operation: `mint-credential` → `dynamodb:GetItem` → 3. */
  calls: Record<string, Record<string, number>>
  /** Read and write request units by function. */
  readUnits: Record<string, number>
  writeUnits: Record<string, number>
  /** The part of the write units that went into each index. */
  indexUnits: Record<string, number>
  invocations: Record<string, number>
  requests: number
  /** Bytes of log lines as CloudWatch counts them, by log group. */
  logBytes: Record<string, number>
  /** Events on the bus. */
  events: number
  /** Presence events that went through the queue. */
  messages: number
}

/** CloudWatch Logs adds so much to each event (API reference, PutLogEvents). */
const bytesPerEvent = 26
const accessLog = '/aws/vendedlogs/'
const presence = 'first-connect'

/** Counts what a local cloud does; each `next` waits until it rests and answers what came since the one before. */
export const createTally = (cloud: LocalCloud, prefix: string) => {
  const folderOf = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name)
  const add = (into: Record<string, number>, key: string, amount: number) => {
    into[key] = (into[key] ?? 0) + amount
  }
  let published = cloud.events.published().length
  const linesOf = (group: string) => cloud.logs.read(group)
  const groups = () =>
    [`${accessLog}${prefix}factory-api`, `${prefix}iot`].filter((group) => cloud.logs.hasGroup(group))
  const seen = new Map<string, number>()
  let printed: { name: string; group: string; text: string }[] = []
  cloud.onFunctionOutput(({ function: name, group, text }) => void printed.push({ name: folderOf(name), group, text }))

  return {
    next: async (): Promise<Tally> => {
      await cloud.idle()
      const tally: Tally = {
        ...{ calls: {}, readUnits: {}, writeUnits: {}, indexUnits: {}, invocations: {}, logBytes: {} },
        ...{ requests: 0, events: 0, messages: 0 },
      }
      for (const { caller, operation, consumed } of cloud.faults.calls()) {
        const name = folderOf(caller)
        tally.calls[name] ??= {}
        add(tally.calls[name], operation, 1)
        if (consumed?.readUnits !== undefined) add(tally.readUnits, name, consumed.readUnits)
        if (consumed?.writeUnits !== undefined) add(tally.writeUnits, name, consumed.writeUnits)
        for (const [index, units] of Object.entries(consumed?.byIndex ?? {})) add(tally.indexUnits, index, units)
      }
      cloud.faults.clear()
      for (const { name, group, text } of printed) {
        add(tally.logBytes, group, Buffer.byteLength(text) + bytesPerEvent)
        if (text.startsWith('START RequestId')) add(tally.invocations, name, 1)
        if (name === presence && text.includes('"outcome"')) tally.messages += 1
      }
      printed = []
      for (const group of groups()) {
        const events = linesOf(group).slice(seen.get(group) ?? 0)
        seen.set(group, (seen.get(group) ?? 0) + events.length)
        for (const { message } of events) add(tally.logBytes, group, Buffer.byteLength(message) + bytesPerEvent)
        if (group.startsWith(accessLog)) tally.requests += events.length
      }
      tally.events = cloud.events.published().length - published
      published += tally.events
      return tally
    },
  }
}
