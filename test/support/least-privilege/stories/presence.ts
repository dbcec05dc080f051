import type { ProofWorld } from '../proof-world.ts'
import type { Stories } from '../story.ts'

const ruleErrors = 'mintmark-dev-first-connect-rule-errors'

const dead = 'mintmark-dev-first-connect-dead'

const replay = ({ ask, ops }: ProofWorld) => ask(ops, 'POST', '/presence-events/replay', { dryRun: false })

/** How many events rules could not queue: their error action keeps them. */
const unqueued = async ({ cloud }: ProofWorld): Promise<number> => {
  const arn = `arn:aws:sqs:eu-west-1:123456789012:${ruleErrors}`
  return (await cloud.queues.receive(arn)).length
}

export const presenceStories: Stories = {
  'first-connect': [
    {
      name: 'a device is seen for the first time',
      needs: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      prepare: async (world) => {
        const unit = await world.confirmed()
        return async () => {
          await world.queue(world.presence(unit))
          return (await world.device(unit.imei)).state
        }
      },
    },
  ],
  'rule mintmark_dev_first_connect': [
    {
      name: 'a device connects',
      needs: ['sqs:SendMessage mintmark-dev-first-connect'],
      prepare: async (world) => {
        const unit = await world.confirmed()
        return async () => {
          await (await world.dial(unit))?.endAsync(true)
          return [(await world.device(unit.imei)).state, await unqueued(world)]
        }
      },
    },
  ],
  'rule mintmark_dev_takeover': [
    {
      name: 'a second connection ends the first',
      needs: ['sqs:SendMessage mintmark-dev-first-connect'],
      prepare: async (world) => {
        const unit = await world.confirmed()
        const first = await world.dial(unit)
        return async () => {
          await (await world.dial(unit))?.endAsync(true)
          await first?.endAsync(true)
          return unqueued(world)
        }
      },
    },
  ],
  'rule mintmark_dev_failed_connect': [
    {
      name: 'a device is refused under the client ID of another',
      needs: ['sqs:SendMessage mintmark-dev-first-connect'],
      prepare: async (world) => {
        const [unit, other] = [await world.confirmed(), await world.confirmed()]
        return async () => {
          await world.dial(other, unit.thingName)
          return [(await world.device(unit.imei)).failedConnects !== undefined, await unqueued(world)]
        }
      },
    },
  ],
  'recheck-device': [
    {
      name: 'a device that is connected and was missed is asked about',
      needs: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'iot:DescribeCertificate', 'iot:GetConnection'],
      prepare: async (world) => {
        const unit = await world.confirmed()
        const client = await world.dial(unit)
        await world.forget(unit.imei)
        return async () => {
          try {
            const { registered } = await world.ask(world.ops, 'POST', `/devices/${unit.imei}/recheck`, {})
            return registered
          } finally {
            await client?.endAsync(true)
          }
        }
      },
    },
  ],
  'replay-events': [
    {
      name: 'events that failed are put back, by a function that starts cold',
      needs: ['sqs:GetQueueUrl'],
      prepare: async (world) => {
        await world.chill('replay-events')
        return async () => typeof (await replay(world)).replayed
      },
    },
    {
      name: 'events that failed are put back',
      needs: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      prepare: async (world) => {
        for (const queue of [dead, ruleErrors]) await world.empty(queue)
        // Nobody knows this device, so the events end where they are read.
        const event = JSON.stringify(
          world.presence({ thingName: `mintmark-${world.newImei()}`, certificateId: 'none' }),
        )
        world.send(dead, event)
        const base64OriginalPayload = Buffer.from(event).toString('base64')
        world.send(ruleErrors, JSON.stringify({ ruleName: 'r', base64OriginalPayload }))
        return () => replay(world)
      },
    },
  ],
}
