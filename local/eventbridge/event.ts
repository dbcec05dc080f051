import type { EventPattern } from './event-pattern.ts'

/** An event as targets get it. Source: EventBridge User Guide, "Event structure". */
export interface BusEvent {
  version: '0'
  id: string
  'detail-type': string
  source: string
  account: string
  /** ISO 8601, whole seconds. */
  time: string
  region: string
  resources: readonly string[]
  detail: unknown
}

/** One rule of the default bus: it runs on a schedule or for events that match its pattern. */
export interface EventRule {
  name: string
  arn: string
  everyMs?: number
  pattern?: EventPattern
  targets: readonly { id: string; arn: string }[]
}
