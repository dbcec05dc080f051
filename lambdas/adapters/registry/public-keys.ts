import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { publicKeyKey, type Table } from './table.ts'

/** The device for which a key was ever reserved; undefined for a key that is not ours. */
export const ownerOfKey = async (table: Table, publicKeySha256: string): Promise<string | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: publicKeyKey(publicKeySha256), ConsistentRead: true }),
  )
  return typeof Item?.ownerImei === 'string' ? Item.ownerImei : undefined
}
