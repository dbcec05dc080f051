import type { IotArns } from './arn.ts'
import type { Sessions } from './broker/sessions.ts'
import type { LifecycleEvents } from './events/lifecycle-events.ts'
import type { V2Logs } from './logs/v2-logs.ts'
import type { Bus } from './message.ts'
import type { IotSwitches } from './switches.ts'
import type { IotTables } from './tables.ts'
import type { Authority } from './x509/authority.ts'
import type { KeyPool } from './x509/key-pool.ts'

/** What every part of the local IoT Core works on. */
export interface IotContext {
  region: string
  accountId: string
  arn: IotArns
  tables: IotTables
  switches: IotSwitches
  /** Milliseconds since 1970. */
  clock: () => number
  random: (bytes: number) => Uint8Array
  authority: () => Promise<Authority>
  keys: KeyPool
  sessions: Sessions
  bus: Bus
  events: LifecycleEvents
  logs: V2Logs
  /** Runs `act` after a time of the given clock; at once for 0. */
  later: (delayMs: number, act: () => void) => void
  /** Says loudly that something was asked for which the local IoT Core cannot judge. */
  report: (problem: string) => void
}

/** A random UUID (version 4) from the service's own source of randomness. */
export const uuid = (random: IotContext['random']): string => {
  const bytes = Buffer.from(random(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
