import { CreateKeysAndCertificateCommand, UpdateCertificateCommand } from '@aws-sdk/client-iot'
import type { ProofWorld } from '../least-privilege/proof-world.ts'
import { minutes, type Occasion } from './occasion.ts'

const queue = 'mintmark-dev-first-connect'

/** Measures queues as SQS does once a minute; judged is what was measured before the period ended. */
const measure = ({ cloud }: ProofWorld) => cloud.evaluateAlarms()

export const inTheField: Occasion[] = [
  {
    alarm: 'authn-errors',
    name: 'ten connects with a certificate that is switched off',
    after: 5 * minutes,
    bring: async (world) => {
      const unit = await world.confirmed()
      const { certificateId } = unit
      await world.iot.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
      await world.atOnce(async () => {
        for (let n = 0; n < 10; n += 1) expect(await world.dial(unit)).toBeUndefined()
      })
    },
  },
  {
    alarm: 'security-events',
    name: 'a certificate of nobody connects under the client ID of a device',
    after: 5 * minutes,
    bring: async (world) => {
      const unit = await world.confirmed()
      const { certificateId = '' } = await world.iot.send(new CreateKeysAndCertificateCommand({ setAsActive: true }))
      await world.queue(world.presence({ ...unit, certificateId }))
    },
  },
  {
    alarm: 'first-connect-age',
    name: 'the registry cannot be reached for eleven minutes while events wait',
    after: 16 * minutes,
    bring: async (world) => {
      const unit = await world.confirmed()
      const refuse = { name: 'AccessDeniedException', status: 400, message: 'on purpose' }
      const caller = 'mintmark-dev-first-connect'
      const fault = world.cloud.faults.inject({ operation: 'dynamodb:*', caller, times: 1000, effect: { refuse } })
      world.send(queue, JSON.stringify(world.presence(unit)))
      await world.later(11 * minutes, () => measure(world))
      fault.remove()
      await world.empty(queue)
    },
  },
  {
    alarm: 'first-connect-dead',
    name: 'an event lies where SQS puts it after five tries',
    after: 5 * minutes,
    bring: async (world) => {
      world.send(`${queue}-dead`, 'an event that nothing can read')
      await measure(world)
    },
  },
  {
    alarm: 'first-connect-rule-errors',
    name: 'an event lies where a topic rule puts what it could not queue',
    after: 5 * minutes,
    bring: async (world) => {
      world.send(`${queue}-rule-errors`, 'an event that no rule could queue')
      await measure(world)
    },
  },
]
