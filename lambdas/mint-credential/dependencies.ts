import type { IoTClient } from '@aws-sdk/client-iot'
import type { Backoff } from '../adapters/registry/spend-unit.ts'
import type { Table } from '../adapters/registry/table.ts'

/** Everything that minting touches; the handler fills it once a process, tests fill it as they like. */
export interface MintDependencies extends Backoff {
  table: Table
  /** For calls that may be repeated. */
  iot: IoTClient
  /** For the calls that make a certificate: never retried. */
  iotOnce: IoTClient
  fleet: string
  /** Name of the role that stations with a certificate share. */
  stationRole: string
  policyName: string
  thingTypeName: string
  /** Milliseconds since 1970. */
  now: () => number
  /** A fresh token of a lease, at most 36 characters (DynamoDB's ClientRequestToken). */
  newToken: () => string
  /** How long nobody else may mint for the device; longer than the function may run. */
  leaseMilliseconds: number
}
