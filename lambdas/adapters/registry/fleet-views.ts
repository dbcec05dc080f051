import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type FleetView, fleetView } from '../../../core/api/fleet-view.ts'
import { fromRow, schemaVersion, type Table } from './table.ts'

/** The last view, and how many devices were late when the schedule last looked: what growth is counted from. */
export interface KeptView {
  view: FleetView
  baseline?: { at: string; late: number }
}

const Key = { pk: 'FLEET', sk: 'VIEW' }

/** Undefined when none was taken yet. */
export const readFleetView = async (table: Table): Promise<KeptView | undefined> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }))
  const row = fromRow<KeptView>(Item)
  return row === undefined ? undefined : { ...row, view: fleetView.parse(row.view) }
}

/** Two surveys at once: the later one stays, and both are true. */
export const keepFleetView = async (table: Table, kept: KeptView): Promise<void> => {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Key, schema: schemaVersion, ...kept } }))
}
