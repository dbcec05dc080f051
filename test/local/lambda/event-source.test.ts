import { createEventSources } from '../../../local/lambda/event-sources.ts'
import { createQueues } from '../../../local/sqs/create-queues.ts'
import { openStore } from '../../../local/state/store.ts'
import { setUpFunctions } from './set-up.ts'

const accountId = '123456789012'
const region = 'eu-west-1'
const queueArn = `arn:aws:sqs:${region}:${accountId}:q`
const deadArn = `arn:aws:sqs:${region}:${accountId}:dead`

// Answers the batch's bodies in the log, fails as the bodies say.
const consumer = `
  export const handler = async ({ Records }) => {
    console.log('batch ' + Records.map(({ body }) => body).join(','))
    if (Records.some(({ body }) => body === 'crash')) throw new Error('crash')
    if (Records.some(({ body }) => body === 'odd')) return { batchItemFailures: [{ itemIdentifier: 'nobody' }] }
    return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }`

const mayConsume = {
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      Resource: queueArn,
    },
  ],
}

const setUp = () => {
  let now = 1_000_000
  const lambda = setUpFunctions()
  const { functions, identities, lines, said } = lambda
  const queues = createQueues({
    store: openStore(),
    clock: () => now,
    region,
    accountId,
    endpoint: 'http://127.0.0.1:1',
  })
  queues.createQueue({ QueueName: 'dead' })
  queues.createQueue({
    QueueName: 'q',
    VisibilityTimeout: 30,
    RedrivePolicy: { deadLetterTargetArn: deadArn, maxReceiveCount: 2 },
  })
  lambda.add('consumer', consumer)
  const sources = createEventSources({ queues, functions, identities, log: (line) => void said.push(line) })
  const config = {
    queueArn,
    functionName: 'consumer',
    batchSize: 10,
    windowSeconds: 0,
    reportsItemFailures: true,
    isEnabled: true,
    maxConcurrency: 2,
  }
  return {
    ...lambda,
    queues,
    sources,
    config,
    allow: () => identities.roles.putPolicy('role', 'consume', mayConsume),
    batches: () => lines.map(({ text }) => /batch (.*)$/.exec(text)?.[1]).filter((batch) => batch !== undefined),
    advance: (seconds: number) => {
      now += seconds * 1000
      queues.runDue()
    },
    stop: async () => {
      await sources.stop()
      await queues.close()
      await lambda.close()
    },
  }
}

let cloud: ReturnType<typeof setUp>
beforeEach(() => {
  cloud = setUp()
})
afterEach(() => cloud.stop())

test('messages reach the function in batches and are gone when it is done with them', async () => {
  cloud.allow()
  for (let n = 1; n <= 12; n += 1) cloud.queues.send(queueArn, `m${n}`)
  cloud.sources.create(cloud.config)
  cloud.sources.start()
  await cloud.sources.idle()
  expect(cloud.batches().join(',').split(',').sort()).toEqual(Array.from({ length: 12 }, (_, n) => `m${n + 1}`).sort())
  expect(cloud.batches()).toHaveLength(2)
  cloud.advance(1000)
  expect(await cloud.queues.receive(queueArn)).toEqual([])
  cloud.queues.send(queueArn, 'later')
  await cloud.sources.idle()
  expect(cloud.batches().at(-1)).toBe('later')
})

test('a window gathers a batch that is larger than one receive, and ends early when the batch is full', async () => {
  cloud.allow()
  cloud.sources.create({ ...cloud.config, batchSize: 25, windowSeconds: 60 })
  cloud.sources.start()
  for (let n = 1; n <= 25; n += 1) cloud.queues.send(queueArn, `m${n}`)
  while (cloud.batches().length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(cloud.batches().map((batch) => batch.split(',').length)).toEqual([25])
})

test('a partial failure brings back only what failed, and ends in the dead-letter queue', async () => {
  cloud.allow()
  cloud.queues.send(queueArn, 'good')
  cloud.queues.send(queueArn, 'bad')
  cloud.sources.create(cloud.config)
  cloud.sources.start()
  await cloud.sources.idle()
  expect(cloud.batches()).toEqual(['good,bad'])
  cloud.advance(31)
  await cloud.sources.idle()
  expect(cloud.batches()).toEqual(['good,bad', 'bad'])
  cloud.advance(31)
  await cloud.sources.idle()
  expect(cloud.batches()).toHaveLength(2)
  expect((await cloud.queues.receive(deadArn)).map(({ Body }) => Body)).toEqual(['bad'])
})

test.each(['crash', 'odd'])('a batch with "%s" comes back as a whole', async (body) => {
  cloud.allow()
  cloud.queues.send(queueArn, 'good')
  cloud.queues.send(queueArn, body)
  cloud.sources.create(cloud.config)
  cloud.sources.start()
  await cloud.sources.idle()
  cloud.advance(31)
  await cloud.sources.idle()
  expect(cloud.batches()).toEqual([`good,${body}`, `good,${body}`])
})

test.each([
  [{ batchSize: 11 }, 'Maximum batch window in seconds must be greater than 0'],
  [{ batchSize: 10_001, windowSeconds: 1 }, 'BatchSize is 10001, Lambda takes 1 to 10000'],
])('%j is refused in the words of Lambda', (more, message) => {
  cloud.allow()
  expect(() => cloud.sources.create({ ...cloud.config, ...more })).toThrow(message)
})

test('a role that may not consume, and a queue whose messages come back before the function is done, are refused', () => {
  expect(() => cloud.sources.create(cloud.config)).toThrow(
    'does not have permissions to call sqs:ReceiveMessage on SQS: User: arn:aws:iam::123456789012:role/role',
  )
  cloud.allow()
  cloud.add('slow', consumer, { timeoutSeconds: 31 })
  expect(() => cloud.sources.create({ ...cloud.config, functionName: 'slow' })).toThrow(
    'Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds',
  )
})
