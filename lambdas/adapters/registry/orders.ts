import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'
import type { DeviceCounts } from '../../../core/order/reconcile-order.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { fromRow, listedKey, orderKey, schemaVersion, type Table } from './table.ts'

/** Reads an order; strongly consistent, since an order that was just closed must be closed. */
export const readOrder = async (table: Table, orderId: string): Promise<OrderRecord | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: orderKey(orderId), ConsistentRead: true }),
  )
  return fromRow<OrderRecord>(Item)
}

/** Writes a new order, the IMEIs it names first: until the order itself is there, nobody can see half of it. */
export const writeOrder = async (table: Table, order: OrderRecord, imeis: readonly string[]): Promise<void> => {
  const put = (item: Record<string, unknown>) =>
    table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { schema: schemaVersion, ...item },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  const waiting = [...imeis]
  const writer = async () => {
    for (let imei = waiting.pop(); imei !== undefined; imei = waiting.pop()) await put(listedKey(order.orderId, imei))
  }
  await Promise.all(Array.from({ length: 16 }, writer))
  await put({ ...orderKey(order.orderId), kind: 'order', ...order })
}

/** Whether the order names this device. */
export const isListed = async (table: Table, orderId: string, imei: string): Promise<boolean> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: listedKey(orderId, imei) }))
  return Item !== undefined
}

/** How many devices of an order stand in each state, from the index alone; it follows the table by up to a second. */
export const countStates = async (table: Table, orderId: string): Promise<DeviceCounts> => {
  const counted: DeviceCounts = { states: {}, scrappedAfterShipping: 0 }
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byOrder',
        KeyConditionExpression: 'orderId = :order',
        ExpressionAttributeValues: { ':order': orderId },
        ProjectionExpression: '#state, registeredAt',
        ExpressionAttributeNames: { '#state': 'state' },
        ExclusiveStartKey: from,
      }),
    )
    for (const { state, registeredAt } of (page.Items ?? []) as { state: DeviceState; registeredAt?: string }[]) {
      counted.states[state] = (counted.states[state] ?? 0) + 1
      if (state === 'scrapped' && registeredAt !== undefined) counted.scrappedAfterShipping += 1
    }
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return counted
}

/** Opens or closes an order; undefined when there is none. Asking for what is so already changes nothing. */
export const setOrderStatus = async (
  table: Table,
  orderId: string,
  status: OrderRecord['status'],
): Promise<OrderRecord | undefined> => {
  try {
    const { Attributes } = await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: orderKey(orderId),
        UpdateExpression: 'SET #status = :status',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':status': status },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return fromRow<OrderRecord>(Attributes)
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined
    throw error
  }
}

export interface OrderQuestion {
  status?: OrderRecord['status']
  limit: number
  after?: string
}

/** One page of orders, newest first. Undefined when `after` is no cursor of ours. */
export const listOrders = async (
  table: Table,
  { status, limit, after }: OrderQuestion,
): Promise<{ orders: OrderRecord[]; next?: string } | undefined> => {
  const start = after === undefined ? undefined : fromCursor(after)
  if (after !== undefined && start === undefined) return undefined
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :kind',
      ...(status === undefined
        ? {}
        : { FilterExpression: '#status = :status', ExpressionAttributeNames: { '#status': 'status' } }),
      ExpressionAttributeValues: { ':kind': 'order', ...(status === undefined ? {} : { ':status': status }) },
      ScanIndexForward: false,
      Limit: limit,
      ExclusiveStartKey: start,
    }),
  )
  const orders = (page.Items ?? []).flatMap((row) => fromRow<OrderRecord>(row) ?? [])
  return { orders, next: toCursor(page.LastEvaluatedKey) }
}
