import { SQSClient } from '@aws-sdk/client-sqs'
import { replayEvents } from '../../../lambdas/replay-events/replay-events.ts'
import { inProcess } from '../../../local/in-process.ts'
import { createQueues } from '../../../local/sqs/create-queues.ts'
import { openStore } from '../../../local/state/store.ts'

const endpoint = 'http://127.0.0.1:1'
const place = { region: 'eu-west-1', accountId: '123456789012', clock: () => 0 }

const setUp = (hasTime = () => true) => {
  const service = createQueues({ ...place, store: openStore(), endpoint })
  const make = (QueueName: string, more = {}) => service.createQueue({ QueueName, ...more })
  const [dead, ruleErrors] = [make('dead'), make('rule-errors')]
  const events = make('events', { RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 } })
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const sqs = new SQSClient({ region: place.region, endpoint, credentials, requestHandler: inProcess(service) })
  const bodies = async (url: string) => {
    const all: string[] = []
    for (;;) {
      const messages = await service.receive(url)
      if (messages.length === 0) return all.toSorted()
      all.push(...messages.map(({ Body }) => Body))
    }
  }
  return {
    service,
    urls: { events: events.url, dead: dead.url, ruleErrors: ruleErrors.url },
    bodies,
    replay: replayEvents({
      sqs,
      queues: { events: events.url, dead: dead.url, ruleErrors: ruleErrors.url },
      hasTime,
    }),
  }
}

const event = (n: number) =>
  JSON.stringify({ eventType: 'connected', clientId: `mintmark-${n}`, principalIdentifier: 'c', timestamp: n })
const ruleError = (payload: string) =>
  JSON.stringify({
    ruleName: 'mintmark_dev_first_connect',
    base64OriginalPayload: Buffer.from(payload).toString('base64'),
    failures: [{ failedAction: 'SqsAction', failedResource: 'q', errorMessage: 'no' }],
  })

test('everything that failed goes back to the queue of the registry, what a rule could not queue unwrapped', async () => {
  const { service, urls, bodies, replay } = setUp()
  for (let n = 100; n < 123; n += 1) service.send(urls.dead, event(n))
  for (let n = 200; n < 204; n += 1) service.send(urls.ruleErrors, ruleError(event(n)))
  expect(await replay({ dryRun: true })).toEqual({ dryRun: true, replayed: 0, unreadable: 0, waiting: 27 })
  expect(await replay({ dryRun: false })).toEqual({ dryRun: false, replayed: 27, unreadable: 0, waiting: 0 })
  const expected = [
    ...Array.from({ length: 23 }, (_, n) => event(100 + n)),
    event(200),
    event(201),
    event(202),
    event(203),
  ]
  expect(await bodies(urls.events)).toEqual(expected)
  expect(await replay({ dryRun: false })).toEqual({ dryRun: false, replayed: 0, unreadable: 0, waiting: 0 })
})

test('what holds no event stays where a person can read it', async () => {
  const { service, urls, bodies, replay } = setUp()
  service.send(urls.dead, 'not JSON')
  service.send(urls.dead, JSON.stringify({ eventType: 'something-new', clientId: 'x' }))
  service.send(urls.dead, event(1))
  service.send(urls.ruleErrors, event(2))
  service.send(urls.ruleErrors, ruleError('not JSON'))
  expect(await replay({ dryRun: false })).toEqual({ dryRun: false, replayed: 1, unreadable: 4, waiting: 4 })
  expect(await bodies(urls.events)).toEqual([event(1)])
})

test('it stops when its time is up; the rest is for the next call', async () => {
  let rounds = 2
  const { service, urls, replay } = setUp(() => rounds-- > 0)
  for (let n = 0; n < 35; n += 1) service.send(urls.dead, event(n))
  expect(await replay({ dryRun: false })).toMatchObject({ replayed: 20, waiting: 15 })
})
