import type { IoTClient } from '@aws-sdk/client-iot'
import type { Backoff } from '../adapters/registry/spend-unit.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface SweepDependencies extends Backoff {
  table: Table
  iot: IoTClient
  policyName: string
  /** Milliseconds since 1970. */
  now: () => number
  newToken: () => string
}

const hour = 3_600_000

/** Nothing younger is touched: a request may still be at work on it. */
export const untouchable = hour

/** How far back certificates are looked at. The sweep runs every hour, so a week survives a long outage. */
export const window = 7 * 24 * hour
