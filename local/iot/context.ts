import type { IotArns } from './arn.ts'
import type { Sessions } from './broker/sessions.ts'
import type { LifecycleEvents } from './events/lifecycle-events.ts'
import type { V2Logs } from './logs/log-event.ts'
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
