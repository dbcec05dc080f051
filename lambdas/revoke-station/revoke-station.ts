import { type StationAnswer, stationAnswer } from '../../core/api/stations.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { readStation, revokeStation as revoke } from '../adapters/registry/stations.ts'
import type { Table } from '../adapters/registry/table.ts'

export interface RevokeStationDependencies {
  table: Table
  /** Milliseconds since 1970. */
  now: () => number
}

/** Takes the trust from a station: its next call is refused, whatever sessions it holds. Asking twice changes nothing. */
export const revokeStation =
  ({ table, now }: RevokeStationDependencies) =>
  async (name: string, caller: string): Promise<StationAnswer | Refusal> => {
    const station = await readStation(table, name)
    if (station === undefined) return refuse('station-not-found', { name })
    if (station.revokedAt !== undefined) return stationAnswer.parse(station)
    const revokedAt = new Date(now()).toISOString()
    if (!(await revoke(table, station, revokedAt, caller)))
      return refuse('try-again', { why: `station ${name} was changed at the same moment` })
    return stationAnswer.parse({ ...station, revokedAt, revokedBy: caller })
  }
