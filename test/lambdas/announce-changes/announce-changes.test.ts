import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { announceChanges } from '../../../lambdas/announce-changes/announce-changes.ts'
import { AwsError } from '../../../local/aws-service.ts'
import { createEvents } from '../../../local/eventbridge/create-events.ts'
import { inProcess } from '../../../local/in-process.ts'

const setUp = (breakAt?: number, source = 'mintmark.dev') => {
  const bus = createEvents({
    clock: () => 0,
    region: 'eu-west-1',
    accountId: '123456789012',
    deliver: async () => undefined,
    log: () => undefined,
  })
  let calls = 0
  const service: typeof bus = {
    ...bus,
    handle: async (call, caller) => {
      calls += 1
      if (calls === breakAt) throw new AwsError('InternalException', 400, 'not now')
      return bus.handle(call, caller)
    },
  }
  const events = new EventBridgeClient({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: inProcess(service),
  })
  return { bus, announce: announceChanges({ events, source }) }
}

const opened = (n: number, profile = 'tracker'): DynamoDBRecord => ({
  eventID: `e-${n}`,
  dynamodb: {
    Keys: { pk: { S: `ORDER#${n}` }, sk: { S: 'ORDER' } },
    NewImage: marshall({
      sk: 'ORDER',
      orderId: `o-${n}`,
      status: 'open',
      quantity: 8,
      profile: { name: profile },
    }) as never,
    SequenceNumber: String(n),
    ApproximateCreationDateTime: 1_700_000_000 + n,
  },
})
const many = (count: number) => Array.from({ length: count }, (_, n) => opened(n))

test('every change is put on the bus, in the order of the stream, with its time', async () => {
  const { bus, announce } = setUp()
  expect(await announce(many(23))).toEqual({ announced: 23, failedFrom: undefined })
  expect(bus.published().map(({ detail }) => (detail as { orderId: string }).orderId)).toEqual(
    many(23).map((_, n) => `o-${n}`),
  )
  expect(bus.published()[1]).toMatchObject({
    source: 'mintmark.dev',
    'detail-type': 'Order State Changed',
    time: '2023-11-14T22:13:21Z',
    detail: { id: 'e-1' },
  })
})

test('what EventBridge does not take is named, so that the stream goes on from there', async () => {
  // It takes no entry under the name of a service of its own.
  const { bus, announce } = setUp(undefined, 'aws.mine')
  expect(await announce(many(3).slice(1))).toEqual({ announced: 0, failedFrom: '1' })
  expect(bus.published()).toEqual([])
})

test('an outage in the middle leaves what was told told, and fails the batch', async () => {
  const { bus, announce } = setUp(2)
  await expect(announce(many(23))).rejects.toThrow('not now')
  expect(bus.published()).toHaveLength(10)
})

test('a batch in which nothing changed state makes no call', async () => {
  const { bus, announce } = setUp(1)
  const quiet = { ...opened(1), dynamodb: { ...opened(1).dynamodb, OldImage: opened(1).dynamodb?.NewImage } }
  expect(await announce([quiet as DynamoDBRecord])).toEqual({ announced: 0, failedFrom: undefined })
  expect(bus.published()).toEqual([])
})
