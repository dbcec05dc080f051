import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { orderKey } from '../../../../lambdas/adapters/registry/table.ts'
import type { ProofWorld } from '../proof-world.ts'
import type { Stories } from '../story.ts'

/** The order as if the account had had another security policy when it was opened. */
const drift = ({ rows, registry }: ProofWorld, orderId: string) =>
  rows.send(
    new UpdateCommand({
      TableName: registry,
      Key: orderKey(orderId),
      UpdateExpression: 'SET account.securityPolicy = :old REMOVE accountSeen',
      ExpressionAttributeValues: { ':old': 'IoTSecurityPolicy_TLS12_1_0_2016_01' },
    }),
  )

const check = async ({ invoke }: ProofWorld) => ((await invoke('check-profiles')) as { drifts: number }).drifts

export const upkeepStories: Stories = {
  'check-profiles': [
    {
      name: 'the account changed under an open order, which is noticed and noted',
      needs: [
        ...['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query index/byKind'],
        ...['iot:DescribeEndpoint', 'iot:ListDomainConfigurations', 'iot:DescribeDomainConfiguration'],
      ],
      prepare: async (world) => {
        // What an earlier run left unnoted is noted first.
        await check(world)
        await drift(world, world.orderId)
        return () => check(world)
      },
    },
    {
      name: 'the account changed under a closed order whose devices are in the field',
      needs: ['dynamodb:Query index/byOrder'],
      prepare: async (world) => {
        const orderId = await world.open()
        const { request } = await world.newKey()
        await world.ask(world.station, 'POST', `/orders/${orderId}/devices/${world.newImei()}/credentials`, request)
        await world.ask(world.ops, 'POST', `/orders/${orderId}/close`, {})
        await check(world)
        await drift(world, orderId)
        return () => check(world)
      },
    },
  ],
  'announce-changes': [
    {
      name: 'a change of a device is put on the event bus',
      needs: ['events:PutEvents'],
      prepare: async (world) => {
        const unit = await world.mint()
        await world.cloud.idle()
        const { events } = world.cloud
        const before = events.published().length
        return async () => {
          await world.confirm(unit)
          await world.cloud.idle()
          return events.published().length > before
        }
      },
    },
  ],
}
