import { randomUUID } from 'node:crypto'
import type { AwsService } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import { createScheduler } from '../sqs/scheduler.ts'
import type { BusEvent, EventRule } from './event.ts'
import { matchesPattern } from './event-pattern.ts'
import { type Entry, putEvents } from './put-events.ts'

export interface EventsOptions {
  /** Milliseconds since 1970. */
  clock: () => number
  region: string
  accountId: string
  /** Hands an event to a target of a rule; rejects with the reason why not. */
  deliver(rule: EventRule, targetArn: string, event: BusEvent): Promise<void>
  log(line: string): void
}

export interface LocalEvents extends AwsService {
  putRule(rule: EventRule): void
  /** Schedules begin to run: the first time when one interval has passed. */
  start(): void
  /** Runs a rule that has a schedule now. */
  fire(ruleName: string): void
  /** Runs what is due now: for callers that moved the clock. */
  runDue(): void
  /** What was put on the bus, the oldest first; the oldest are forgotten beyond 10,000. */
  published(): readonly BusEvent[]
  /** Resolves when nothing is on its way to a target. */
  idle(): Promise<void>
  stop(): void
}

const kept = 10_000

/** EventBridge on this machine: the default bus, rules with a schedule or a pattern, and PutEvents. */
export const createEvents = (options: EventsOptions): LocalEvents => {
  const { clock, region, accountId, log } = options
  const scheduler = createScheduler(clock)
  const rules = new Map<string, EventRule>()
  const underWay = new Set<Promise<void>>()
  let events: BusEvent[] = []
  const protocol = createAwsJson({
    service: 'EventBridge',
    version: '1.1',
    targetPrefix: 'AWSEvents',
    operations: ['PutEvents'],
  })

  const hand = (rule: EventRule, event: BusEvent) => {
    for (const { arn } of rule.targets) {
      const delivery = options
        .deliver(rule, arn, event)
        .catch((error: Error) => log(`rule ${rule.name} could not reach ${arn}: ${error.message}`))
        .finally(() => underWay.delete(delivery))
      underWay.add(delivery)
    }
  }
  const take = (event: BusEvent) => {
    if (events.length >= kept) events = events.slice(kept / 10)
    events.push(event)
    for (const rule of rules.values())
      if (rule.pattern !== undefined && matchesPattern(rule.pattern, event)) hand(rule, event)
  }
  const fire = (rule: EventRule) =>
    hand(rule, {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: accountId,
      time: `${new Date(clock()).toISOString().slice(0, 19)}Z`,
      region,
      resources: [rule.arn],
      detail: {},
    })
  const schedule = (rule: EventRule) => {
    const { everyMs } = rule
    if (everyMs === undefined) return
    scheduler.after(everyMs, () => {
      fire(rule)
      schedule(rule)
    })
  }
  const busArn = `arn:aws:events:${region}:${accountId}:event-bus/default`

  return {
    signingNames: ['events'],
    name: 'events',
    route: protocol.route,
    // Source: Service Authorization Reference, "Amazon EventBridge".
    authorizations: ({ input }) =>
      ((input as { Entries?: Entry[] }).Entries ?? [{}]).map(({ Source = '', DetailType = '' }) => ({
        action: 'events:PutEvents',
        resource: busArn,
        context: { 'events:source': Source, 'events:detail-type': DetailType },
      })),
    handle: async ({ input }) => protocol.answer(putEvents(input as { Entries?: Entry[] }, options, take)),
    renderError: (error) => protocol.renderError(error),
    putRule: (rule) => void rules.set(rule.name, rule),
    start: () => {
      for (const rule of rules.values()) schedule(rule)
    },
    fire: (ruleName) => {
      const rule = rules.get(ruleName)
      if (rule?.everyMs === undefined)
        throw new Error(`there is no scheduled rule ${ruleName}; known: ${[...rules.keys()].join(', ') || 'none'}`)
      fire(rule)
    },
    runDue: scheduler.runDue,
    published: () => events,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    stop: scheduler.stop,
  }
}
