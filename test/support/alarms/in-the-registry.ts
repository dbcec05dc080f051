import { UpdateCertificateCommand } from '@aws-sdk/client-iot'
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { deviceKey, orderKey } from '../../../lambdas/adapters/registry/table.ts'
import type { ProofWorld } from '../least-privilege/proof-world.ts'
import { imeiOf } from '../unit.ts'
import { days, hours, minutes, type Occasion } from './occasion.ts'

const ago = (ms: number) => new Date(Date.now() - ms).toISOString()

/** The row as if its last change had been then. */
const age = ({ rows, registry: TableName }: ProofWorld, imei: string, changedAt: string) =>
  rows.send(
    new UpdateCommand({
      TableName,
      Key: deviceKey(imei),
      UpdateExpression: 'SET changedAt = :at',
      ExpressionAttributeValues: { ':at': changedAt },
    }),
  )

/** So many devices whose rows are as this one's, but for how long ago they changed. */
const multiply = async (world: ProofWorld, imei: string, first: number, count: number, changedAt: string) => {
  const { rows, registry: TableName } = world
  const { Item } = await rows.send(new GetCommand({ TableName, Key: deviceKey(imei) }))
  for (let n = first; n < first + count; n += 1)
    await rows.send(
      new PutCommand({ TableName, Item: { ...Item, ...deviceKey(imeiOf(n)), imei: imeiOf(n), changedAt } }),
    )
}

const run = async ({ cloud }: ProofWorld, schedule: string) => {
  cloud.events.fire(`mintmark-dev-${schedule}`)
  await cloud.idle()
}

export const inTheRegistry: Occasion[] = [
  {
    alarm: 'unconfirmed-devices',
    name: 'ten devices were minted two hours ago and not confirmed',
    after: hours,
    bring: async (world) => {
      const { imei } = await world.mint()
      await multiply(world, imei, 100, 10, ago(2 * hours))
      await run(world, 'sweep')
    },
  },
  {
    alarm: 'sweep-findings',
    name: 'somebody switched a certificate off that the registry calls confirmed',
    after: 5 * minutes,
    bring: async (world) => {
      const { imei, certificateId } = await world.confirmed()
      await world.iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
      await age(world, imei, ago(2 * hours))
      // The sweep before this one looked at all that was so old.
      await world.rows.send(new DeleteCommand({ TableName: world.registry, Key: { pk: 'SWEEP', sk: 'SWEEP' } }))
      await run(world, 'sweep')
    },
  },
  {
    alarm: 'late-devices-growth',
    name: 'ten devices more than yesterday were confirmed weeks ago and never connected',
    after: 5 * minutes,
    bring: async (world) => {
      const { imei } = await world.confirmed()
      await multiply(world, imei, 200, 10, ago(20 * days))
      await run(world, 'fleet-survey')
    },
  },
  {
    alarm: 'first-connect-lag',
    name: 'the same devices are most of their order',
    after: days,
    bring: async () => undefined,
  },
  {
    alarm: 'profile-drift',
    name: 'the security policy of the endpoint changed since an order was opened',
    after: 5 * minutes,
    bring: async (world) => {
      await world.rows.send(
        new UpdateCommand({
          TableName: world.registry,
          Key: orderKey(world.orderId),
          UpdateExpression: 'SET account.securityPolicy = :old REMOVE accountSeen',
          ExpressionAttributeValues: { ':old': 'IoTSecurityPolicy_TLS12_1_0_2016_01' },
        }),
      )
      await run(world, 'profile-check')
    },
  },
]
