import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { isSharedRole } from '../../core/station/station-session.ts'
import { readStation } from '../adapters/registry/stations.ts'
import type { Table } from '../adapters/registry/table.ts'

const isArn = (station: string) => station.startsWith('arn:')

/** Why an order should not name these stations: one does not exist, is revoked, or is the role that all of them share. */
export const checkStations = async (
  { table, stationRole }: { table: Table; stationRole: string },
  stations: readonly string[],
): Promise<Refusal | undefined> => {
  const shared = stations.find((station) => isArn(station) && isSharedRole(station, stationRole))
  if (shared !== undefined) return refuse('station-by-name-only', { principal: shared })
  const names = [...new Set(stations.filter((station) => !isArn(station)))]
  const found = await Promise.all(names.map(async (name) => ({ name, station: await readStation(table, name) })))
  for (const { name, station } of found) {
    if (station === undefined) return refuse('station-not-found', { name })
    const { serial, revokedAt } = station
    if (revokedAt !== undefined) return refuse('station-revoked', { name, serial, revokedAt })
  }
  return undefined
}
