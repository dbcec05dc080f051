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
  /** Whether there is time to look at one more certificate. */
  hasTime: () => boolean
}

const hour = 3_600_000

/** Nothing younger is touched: a request may still be at work on it. */
export const untouchable = hour

/** How far the first sweep looks back. */
export const window = 7 * 24 * hour

/** Between two looks at a certificate: AWS answers ten a second to the whole account, and the line needs them more (aws-iot-provisioning.md 3.1). */
export const pauseMs = 250
