import type { MintAnswer } from '../../core/api/credentials.ts'
import type { Refusal } from '../../core/refusals/refusal.ts'
import type { Table } from '../../lambdas/adapters/registry/table.ts'
import type { TakeAwayCall } from '../../lambdas/adapters/take-away.ts'
import { type Kill, killedAt } from './killed.ts'
import { type MintWorld, ops, reworkStation, station, useCases } from './mint-world.ts'

export type Activation = 'on-confirm' | 'at-mint'
type UseCases = ReturnType<typeof useCases>
type MintCall = Parameters<UseCases['mint']>[0]
type ConfirmCall = Parameters<UseCases['confirm']>[0]
type Taken = (call: TakeAwayCall) => Promise<object | Refusal>

/** What one process does; each throws `Killed` where the process dies. */
export interface ScheduleUses {
  mint(call: MintCall): Promise<MintAnswer | Refusal>
  confirm(call: ConfirmCall): Promise<object | Refusal>
  suspend: Taken
  resume: Taken
  revoke: Taken
  scrap: Taken
  sweep(request: { dryRun: boolean }): Promise<object>
  /** A presence event reaches the registry. */
  connected(clientId: string, certificateId: string): Promise<unknown>
}

/** Where a random schedule runs: in this process, or on the local cloud. */
export interface ScheduleWorld {
  table: Table
  /** ARNs of a station, and of one that may also rework. */
  station: string
  reworkStation: string
  openOrder(quantity: number, activation: Activation): Promise<string>
  /** A fresh process, which dies at one of its cloud calls if it is told to. */
  process(kill: Kill | undefined): ScheduleUses
  /** Time goes by for everybody. */
  pass(ms: number): Promise<void>
  /** Everything lapses and is swept, twice: what the first finds half done, the second finds settled. */
  settle(): Promise<void>
  statusOf(certificateId: string): Promise<string>
  certificatesOfThing(thingName: string): Promise<{ id: string; status: string }[]>
  /** Every certificate of the account; only where no other schedule ran. */
  certificates?(): Promise<{ id: string; status: string }[]>
}

const hour = 3_600_000

/** Schedules in this process, with a clock that jumps. */
export const inThisProcess = (world: MintWorld, quiet = async () => {}): ScheduleWorld => ({
  table: { client: world.clients.document, name: world.cloud.tableName },
  station,
  reworkStation,
  openOrder: async (quantity, activation) => (await world.openOne(quantity, { activation })).orderId,
  process: (kill) => {
    const clients = world.cloud.newClients()
    if (kill !== undefined) killedAt(clients, kill)
    const uses = useCases(world.cloud, clients)
    return {
      ...uses,
      connected: (clientId, principalIdentifier) =>
        uses.register({ clientId, principalIdentifier, eventType: 'connected', timestamp: world.cloud.time.now }),
    }
  },
  pass: async (ms) => {
    world.cloud.time.now += ms
  },
  settle: async () => {
    await quiet()
    for (let sweep = 0; sweep < 2; sweep += 1) {
      world.cloud.time.now += 2 * hour
      const { disagreeing } = await world.sweep({ dryRun: false })
      // A kill between row and certificate is told to ops, who ask again.
      for (const { imei } of disagreeing) await world.resume({ imei, caller: ops, reason: undefined })
    }
  },
  statusOf: world.statusOf,
  certificatesOfThing: world.certificatesOfThing,
})
