import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'
import { listOrders, readOrder } from './orders.ts'
import type { Table } from './table.ts'

/** States of devices that connect, or will once they are powered or resumed. */
const inTheField: readonly DeviceState[] = ['minted', 'confirming', 'confirmed', 'registered', 'suspended']

const hasDevices = async (table: Table, orderId: string): Promise<boolean> => {
  let from: Record<string, unknown> | undefined
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'byOrder',
        KeyConditionExpression: 'orderId = :order',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':order': orderId },
        ProjectionExpression: '#state',
        // Most orders tell by their first devices.
        Limit: 100,
        ExclusiveStartKey: from,
      }),
    )
    if (page.Items?.some(({ state }) => inTheField.includes(state)) === true) return true
    from = page.LastEvaluatedKey
  } while (from !== undefined)
  return false
}

/** Every order that is open or has devices in the field, newest first; however old, for so are its devices. */
export async function* ordersInUse(table: Table): AsyncGenerator<OrderRecord> {
  let after: string | undefined
  do {
    const page = await listOrders(table, { limit: 100, ...(after !== undefined && { after }) })
    if (page === undefined) throw new Error(`the registry does not take its own cursor ${after}`)
    for (const { orderId, status, spent } of page.orders) {
      if (status !== 'open' && (spent === 0 || !(await hasDevices(table, orderId)))) continue
      const order = await readOrder(table, orderId)
      if (order !== undefined) yield order
    }
    after = page.next
  } while (after !== undefined)
}
