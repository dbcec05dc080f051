import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs'
import { replayEvents as route } from '../../core/api/routes/replay-events.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { remembered } from '../adapters/remembered.ts'
import { apiDoor } from '../doors/api-door.ts'
import { replayEvents } from './replay-events.ts'

const sqs = new SQSClient({})
const names = {
  events: fromEnvironment('MINTMARK_EVENTS_QUEUE'),
  dead: fromEnvironment('MINTMARK_DEAD_EVENTS_QUEUE'),
  ruleErrors: fromEnvironment('MINTMARK_RULE_ERRORS_QUEUE'),
}

const urlOf = async (QueueName: string): Promise<string> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
  if (QueueUrl === undefined) throw new Error(`SQS answered GetQueueUrl ${QueueName} without a URL.`)
  return QueueUrl
}
const queues = remembered(
  async () => ({
    events: await urlOf(names.events),
    dead: await urlOf(names.dead),
    ruleErrors: await urlOf(names.ruleErrors),
  }),
  Number.POSITIVE_INFINITY,
  Date.now,
)

/** Of the 29 s that the API waits; what is left is taken by the next call. */
const workMs = 20_000

export const handler = apiDoor(route, async ({ body }) => {
  const until = Date.now() + workMs
  return replayEvents({ sqs, queues: await queues(), hasTime: () => Date.now() < until })(body)
})
