import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns'
import { createTopics, type TopicsOptions } from '../../../local/sns/create-topics.ts'
import { queueBody } from '../../../local/sns/envelope.ts'
import { openStore } from '../../../local/state/store.ts'
import { serve } from '../support/serve.ts'

const arn = 'arn:aws:sns:eu-west-1:123456789012:alarms'
const queue = 'arn:aws:sqs:eu-west-1:123456789012:told'

const open = async (options: Partial<TopicsOptions> = {}) => {
  const topics = createTopics({
    store: openStore(),
    clock: () => 1_700_000_000_000,
    region: 'eu-west-1',
    accountId: '123456789012',
    ...options,
  })
  const served = await serve(topics)
  const client = new SNSClient(served.client)
  return {
    topics,
    client,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await served[Symbol.asyncDispose]()
    },
  }
}

test('topics are created, described, listed and deleted', async () => {
  await using local = await open()
  const { client } = local
  const made = await client.send(
    new CreateTopicCommand({
      Name: 'alarms',
      Attributes: { DisplayName: 'A & <B>' },
      Tags: [{ Key: 'k', Value: 'v' }],
    }),
  )
  expect(made.TopicArn).toBe(arn)
  await client.send(
    new SetTopicAttributesCommand({
      TopicArn: arn,
      AttributeName: 'Policy',
      AttributeValue: '{"Version":"2012-10-17"}',
    }),
  )
  const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn: arn }))
  expect(Attributes).toMatchObject({ DisplayName: 'A & <B>', Policy: '{"Version":"2012-10-17"}' })
  expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn: arn }])
  await client.send(new DeleteTopicCommand({ TopicArn: arn }))
  expect((await client.send(new ListTopicsCommand({}))).Topics ?? []).toEqual([])
  await expect(client.send(new PublishCommand({ TopicArn: arn, Message: 'x' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: expect.stringContaining(arn),
  })
})

test('a message is kept and handed to every subscriber, with the reason where that fails', async () => {
  const bodies: string[] = []
  await using local = await open({
    deliver: (subscription, notification) => {
      if (subscription.protocol === 'lambda') throw new Error('no permission for sns.amazonaws.com')
      bodies.push(queueBody(subscription, notification))
    },
  })
  const { client, topics } = local
  topics.createTopic({ TopicName: 'alarms', Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.com' }] })
  await client.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'sqs', Endpoint: queue }))
  const lambda = { Protocol: 'lambda', Endpoint: 'arn:aws:lambda:eu-west-1:123456789012:function:f' }
  const { SubscriptionArn } = await client.send(new SubscribeCommand({ TopicArn: arn, ...lambda }))
  const MessageAttributes = { level: { DataType: 'String', StringValue: 'high' } }
  const { MessageId } = await client.send(
    new PublishCommand({ TopicArn: arn, Message: 'fire ä', Subject: 'S', MessageAttributes }),
  )
  await topics.idle()
  expect(topics.messages(arn)).toMatchObject([
    { messageId: MessageId, message: 'fire ä', subject: 'S', attributes: MessageAttributes },
  ])
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    {
      Type: 'Notification',
      MessageId,
      TopicArn: arn,
      Subject: 'S',
      Message: 'fire ä',
      Timestamp: '2023-11-14T22:13:20.000Z',
      MessageAttributes: { level: { Type: 'String', Value: 'high' } },
    },
  ])
  expect(
    topics
      .deliveries()
      .map(({ protocol, outcome, reason }) => [protocol, outcome, reason])
      .sort(),
  ).toEqual([
    ['email', 'not delivered', 'the local SNS sends no e-mail'],
    ['lambda', 'not delivered', 'no permission for sns.amazonaws.com'],
    ['sqs', 'delivered', undefined],
  ])
  await client.send(new UnsubscribeCommand({ SubscriptionArn }))
  const { Subscriptions } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn: arn }))
  expect(
    Subscriptions?.map(({ Protocol, SubscriptionArn: of }) => [Protocol, of === 'PendingConfirmation']).sort(),
  ).toEqual([
    ['email', true],
    ['sqs', false],
  ])
})

test('raw delivery hands over the message alone', async () => {
  await using local = await open()
  const { topics } = local
  topics.createTopic({ TopicName: 'alarms' })
  topics.createSubscription({ TopicArn: arn, Protocol: 'sqs', Endpoint: queue, RawMessageDelivery: true })
  topics.publish(arn, { message: 'bare' })
  await topics.idle()
  expect(topics.deliveries()).toMatchObject([
    { outcome: 'not delivered', reason: 'nothing is wired to take deliveries' },
  ])
  const raw = {
    arn: '',
    topicArn: arn,
    protocol: 'sqs' as const,
    endpoint: queue,
    rawMessageDelivery: true,
    isConfirmed: true,
  }
  expect(queueBody(raw, { messageId: '1', topicArn: arn, message: 'bare', attributes: {}, publishedAt: 0 })).toBe(
    'bare',
  )
})

test('topics, policies and messages survive a restart', async () => {
  const store = openStore()
  {
    await using before = await open({ store })
    before.topics.createTopic({ TopicName: 'alarms' })
    before.topics.setPolicy(arn, { Version: '2012-10-17' })
    before.topics.publish(arn, { message: 'one' })
  }
  const policies: [string, string | undefined][] = []
  await using after = await open({ store, onPolicy: (topicArn, document) => void policies.push([topicArn, document]) })
  after.topics.createTopic({ TopicName: 'alarms' })
  after.topics.publish(arn, { message: 'two' })
  expect(after.topics.messages(arn).map(({ message }) => message)).toEqual(['one', 'two'])
  expect(policies.at(-1)).toEqual([arn, '{"Version":"2012-10-17"}'])
})

test('what the local SNS does not know is refused by name', async () => {
  await using local = await open()
  const { client, topics } = local
  topics.createTopic({ TopicName: 'alarms' })
  const batch = { TopicArn: arn, PublishBatchRequestEntries: [{ Id: '1', Message: 'x' }] }
  await expect(client.send(new PublishBatchCommand(batch))).rejects.toMatchObject({
    name: 'InvalidAction',
    message: expect.stringContaining('PublishBatch'),
  })
  await expect(
    client.send(new PublishCommand({ TopicArn: arn, Message: 'x', MessageStructure: 'json' })),
  ).rejects.toMatchObject({ message: expect.stringContaining('MessageStructure') })
  await expect(
    client.send(new SubscribeCommand({ TopicArn: arn, Protocol: 'https', Endpoint: 'https://example.com' })),
  ).rejects.toMatchObject({ message: expect.stringContaining('not https') })
  await expect(client.send(new PublishCommand({ TopicArn: arn, Message: 'x'.repeat(262_145) }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  expect(() => topics.createTopic({ TopicName: 't', FifoTopic: true })).toThrow('FifoTopic')
})

test.each([
  ['Publish', { TopicArn: arn }, arn],
  ['CreateTopic', { Name: 'alarms' }, arn],
  ['ListTopics', {}, '*'],
])('%s needs its action on its topic', async (operation, input, resource) => {
  await using local = await open()
  expect(local.topics.authorizations({ operation, input })).toEqual([{ action: `sns:${operation}`, resource }])
})
