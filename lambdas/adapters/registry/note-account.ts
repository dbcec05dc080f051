import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { AccountEndpoints } from '../../../core/endpoint/endpoint-check.ts'
import { orderKey, type Table } from './table.ts'

/** Writes down with an order how the account looks today, so that the next look tells only what is new. */
export const noteAccount = async (table: Table, orderId: string, account: AccountEndpoints): Promise<void> => {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: orderKey(orderId),
      UpdateExpression: 'SET accountSeen = :account',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':account': account },
    }),
  )
}
