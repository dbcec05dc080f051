import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { serialKey, type Table } from './table.ts'

/** The IMEI that a serial is tied to. */
export const readSerial = async (table: Table, serial: string): Promise<string | undefined> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: serialKey(serial) }))
  return typeof Item?.ownerImei === 'string' ? Item.ownerImei : undefined
}
