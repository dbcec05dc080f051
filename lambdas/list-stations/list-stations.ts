import { type ListStationsQuery, type StationList, stationAnswer } from '../../core/api/stations.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { listStations as readPage } from '../adapters/registry/stations.ts'
import type { Table } from '../adapters/registry/table.ts'

/** Stations by name, revoked ones too, a page at a time. */
export const listStations =
  ({ table }: { table: Table }) =>
  async (query: ListStationsQuery): Promise<StationList | Refusal> => {
    const page = await readPage(table, query)
    if (page === undefined)
      return refuse('request-malformed', { issues: [{ path: 'after', message: 'not the "next" of an earlier page' }] })
    return { stations: page.stations.map((station) => stationAnswer.parse(station)), next: page.next }
  }
