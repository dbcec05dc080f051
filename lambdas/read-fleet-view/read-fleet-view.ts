import type { FleetViewAnswer } from '../../core/api/fleet-view.ts'
import { readFleetView as readView } from '../adapters/registry/fleet-views.ts'
import type { Table } from '../adapters/registry/table.ts'

/** The last view of the fleet, if one was taken. */
export const readFleetView =
  ({ table }: { table: Table }) =>
  async (): Promise<FleetViewAnswer> => {
    const kept = await readView(table)
    return kept === undefined ? {} : { view: kept.view }
  }
