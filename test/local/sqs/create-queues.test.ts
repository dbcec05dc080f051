import {
  AddPermissionCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { openStore } from '../../../local/state/store.ts'
import { openQueues } from './support.ts'

const openWork = async () => {
  const local = await openQueues()
  const { url: QueueUrl, arn } = local.queues.createQueue({ QueueName: 'work' })
  const receive = async (more: object = {}) =>
    (await local.client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? []
  const send = (MessageBody: string, more: object = {}) =>
    local.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }))
  return { ...local, QueueUrl, arn, send, receive }
}

test('a message is sent, received with its attributes, and deleted', async () => {
  await using local = await openWork()
  const MessageAttributes = {
    kind: { DataType: 'String', StringValue: 'presence' },
    raw: { DataType: 'Binary.png', BinaryValue: new Uint8Array([1, 2]) },
  }
  const sent = await local.send('{"a":1} ä 😀', { MessageAttributes })
  const [message] = await local.receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] })
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: '{"a":1} ä 😀',
    MessageAttributes,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    Attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1700000000000', SenderId: 'AIDATEST' },
  })
  await local.client.send(new DeleteMessageCommand({ QueueUrl: local.QueueUrl, ReceiptHandle: message?.ReceiptHandle }))
  local.pass(3600)
  expect(await local.receive()).toEqual([])
})

test('the digest of attributes is the one AWS documents for its clients', async () => {
  await using local = await openWork()
  const { MD5OfMessageAttributes } = await local.send('body', {
    MessageAttributes: { number: { DataType: 'Number', StringValue: '1' } },
  })
  // Computed by hand: lengths as four bytes, one byte for the transport type (Developer Guide).
  const { createHash } = await import('node:crypto')
  const expected = createHash('md5').update('\0\0\0\x06number\0\0\0\x06Number\x01\0\0\0\x011').digest('hex')
  expect(MD5OfMessageAttributes).toBe(expected)
})

test('an unfinished message comes back after its visibility time-out, counted, in a new receive', async () => {
  await using local = await openWork()
  await local.send('again')
  const [first] = await local.receive({ VisibilityTimeout: 10 })
  local.pass(9)
  expect(await local.receive()).toEqual([])
  local.pass(1)
  const [second] = await local.receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
  expect(second?.Attributes).toEqual({ ApproximateReceiveCount: '2' })
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle)
  await local.client.send(new DeleteMessageCommand({ QueueUrl: local.QueueUrl, ReceiptHandle: first?.ReceiptHandle }))
  local.pass(30)
  expect(await local.receive()).toHaveLength(1)
})

test('visibility is changed only while the message is in flight', async () => {
  await using local = await openWork()
  await local.send('x')
  const [message] = await local.receive()
  const change = (VisibilityTimeout: number) =>
    local.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: local.QueueUrl,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      }),
    )
  await change(100)
  local.pass(60)
  expect(await local.receive()).toEqual([])
  await change(0)
  await expect(change(5)).rejects.toMatchObject({ name: 'MessageNotInflight' })
  expect(await local.receive()).toHaveLength(1)
})

test('a delayed message shows itself when its delay is over', async () => {
  await using local = await openWork()
  await local.send('later', { DelaySeconds: 60 })
  local.pass(59)
  expect(await local.receive()).toEqual([])
  local.pass(1)
  expect(await local.receive()).toHaveLength(1)
})

test('a message is forgotten when its retention is over', async () => {
  await using local = await openWork()
  await local.client.send(
    new SetQueueAttributesCommand({ QueueUrl: local.QueueUrl, Attributes: { MessageRetentionPeriod: '60' } }),
  )
  await local.send('old')
  local.pass(61)
  expect(await local.receive()).toEqual([])
})

test('long polling answers as soon as a message is there, or with nothing when its time is over', async () => {
  await using local = await openWork()
  const waiting = local.receive({ WaitTimeSeconds: 20 })
  const listed = await local.client.send(new ListQueuesCommand({}))
  expect(listed.QueueUrls).toEqual([local.QueueUrl])
  await local.send('at last')
  expect(await waiting).toMatchObject([{ Body: 'at last' }])
  const nothing = local.queues.handle(
    { operation: 'ReceiveMessage', input: { QueueUrl: local.QueueUrl, WaitTimeSeconds: 20 } },
    { kind: 'root', arn: '', accountId: '', accessKeyId: '', userId: '' },
  )
  local.pass(20)
  expect(await nothing).toMatchObject({ body: '{}' })
})

test('a message that is received too often goes to the dead-letter queue, and can be moved back', async () => {
  await using local = await openWork()
  const { arn: deadArn, url: deadUrl } = local.queues.createQueue({ QueueName: 'dead' })
  const RedrivePolicy = { deadLetterTargetArn: deadArn, maxReceiveCount: 2 }
  local.queues.createQueue({ QueueName: 'work', RedrivePolicy })
  await local.send('poison')
  for (const _ of [1, 2]) {
    expect(await local.receive({ VisibilityTimeout: 5 })).toHaveLength(1)
    local.pass(5)
  }
  expect(await local.receive()).toEqual([])
  const [dead] = await local.queues.receive(deadArn)
  expect(dead).toMatchObject({ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: local.arn } })
  const { Attributes } = await local.client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
  )
  expect(Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '1' })
  await local.client.send(new StartMessageMoveTaskCommand({ SourceArn: deadArn }))
  expect(await local.receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] })).toMatchObject([
    { Body: 'poison', Attributes: { ApproximateReceiveCount: '1' } },
  ])
  await expect(local.client.send(new StartMessageMoveTaskCommand({ SourceArn: local.arn }))).rejects.toMatchObject({
    message: expect.stringContaining('Dead Letter Queue'),
  })
})

test('a batch succeeds and fails entry by entry', async () => {
  await using local = await openWork()
  const { QueueUrl } = local
  const sent = await local.client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'A' },
        { Id: 'b', MessageBody: '\u0000' },
        { Id: 'c', MessageBody: 'C' },
      ],
    }),
  )
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c'])
  expect(sent.Failed).toMatchObject([{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }])
  const messages = await local.receive()
  expect(messages.map(({ Body }) => Body)).toEqual(['A', 'C'])
  const handles = messages.map(({ ReceiptHandle }, n) => ({ Id: `m${n}`, ReceiptHandle }))
  await local.client.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
    }),
  )
  const again = await local.receive()
  const deleted = await local.client.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'ok', ReceiptHandle: again[0]?.ReceiptHandle },
        { Id: 'bad', ReceiptHandle: 'no handle' },
      ],
    }),
  )
  expect(deleted.Successful).toEqual([{ Id: 'ok' }])
  expect(deleted.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }])
})

const entries = (count: number) => Array.from({ length: count }, (_, n) => ({ Id: `${n}`, MessageBody: 'x' }))

test.each([
  ['an empty batch', [], 'EmptyBatchRequest'],
  ['eleven entries', entries(11), 'TooManyEntriesInBatchRequest'],
  ['one Id twice', [...entries(1), ...entries(1)], 'BatchEntryIdsNotDistinct'],
  ['a bad Id', [{ Id: 'no spaces', MessageBody: 'x' }], 'InvalidBatchEntryId'],
  [
    'more than 1 MiB',
    entries(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(600_000) })),
    'BatchRequestTooLong',
  ],
])('%s is refused', async (_, Entries, name) => {
  await using local = await openWork()
  await expect(
    local.client.send(new SendMessageBatchCommand({ QueueUrl: local.QueueUrl, Entries })),
  ).rejects.toMatchObject({ name })
})

test.each([
  ['an empty body', { MessageBody: '' }, 'MissingParameter'],
  ['a body over 1 MiB', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
  ['a delay over 15 minutes', { MessageBody: 'x', DelaySeconds: 901 }, 'InvalidParameterValue'],
  ['a FIFO member', { MessageBody: 'x', MessageGroupId: 'g' }, 'UnsupportedOperation'],
  ['another queue', { MessageBody: 'x', QueueUrl: 'http://127.0.0.1/123456789012/none' }, 'QueueDoesNotExist'],
])('sending with %s is refused', async (_, input, name) => {
  await using local = await openWork()
  await expect(local.client.send(new SendMessageCommand({ QueueUrl: local.QueueUrl, ...input }))).rejects.toMatchObject(
    { name },
  )
})

test('an error also carries the code of the query protocol', async () => {
  await using local = await openWork()
  const error = await local.client.send(new GetQueueUrlCommand({ QueueName: 'none' })).catch((error) => error)
  expect(error).toMatchObject({ name: 'QueueDoesNotExist', Code: 'AWS.SimpleQueueService.NonExistentQueue' })
})

test('queues are created, found, described, tagged, purged and deleted', async () => {
  await using local = await openQueues()
  const { client } = local
  const create = new CreateQueueCommand({
    QueueName: 'made',
    Attributes: { VisibilityTimeout: '7', Policy: '{ "Version": "2012-10-17" }' },
    tags: { stage: 'dev' },
  })
  const { QueueUrl } = await client.send(create)
  expect((await client.send(create)).QueueUrl).toBe(QueueUrl)
  await expect(
    client.send(new CreateQueueCommand({ QueueName: 'made', Attributes: { VisibilityTimeout: '8' } })),
  ).rejects.toMatchObject({ name: 'QueueNameExists' })
  expect((await client.send(new GetQueueUrlCommand({ QueueName: 'made' }))).QueueUrl).toBe(QueueUrl)
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))
  expect(Attributes).toMatchObject({
    QueueArn: 'arn:aws:sqs:eu-west-1:123456789012:made',
    VisibilityTimeout: '7',
    MaximumMessageSize: '1048576',
    Policy: '{"Version":"2012-10-17"}',
    ApproximateNumberOfMessages: '0',
    CreatedTimestamp: '1700000000',
  })
  expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ stage: 'dev' })
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
  await client.send(new PurgeQueueCommand({ QueueUrl }))
  expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined()
  await client.send(new DeleteQueueCommand({ QueueUrl }))
  expect((await client.send(new ListQueuesCommand({}))).QueueUrls ?? []).toEqual([])
})

test('what the local SQS does not know is refused by name', async () => {
  await using local = await openWork()
  const { client, QueueUrl, queues } = local
  await expect(
    client.send(new AddPermissionCommand({ QueueUrl, Label: 'l', AWSAccountIds: ['1'], Actions: ['*'] })),
  ).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('AddPermission') })
  await expect(client.send(new CreateQueueCommand({ QueueName: 'a.fifo' }))).rejects.toMatchObject({
    name: 'UnsupportedOperation',
  })
  expect(() => queues.createQueue({ QueueName: 'q', FifoQueue: true })).toThrow('FifoQueue')
  expect(() => queues.createQueue({ QueueName: 'q', VisibilityTimeout: 43_201 })).toThrow('from 0 to 43200')
  expect(() => queues.createQueue({})).toThrow('QueueName is missing')
})

test('messages, receives and settings survive a restart', async () => {
  const store = openStore()
  {
    await using before = await openQueues(store)
    const { url: QueueUrl } = before.queues.createQueue({ QueueName: 'kept', VisibilityTimeout: 5 })
    for (const MessageBody of ['one', 'two', 'three'])
      await before.client.send(new SendMessageCommand({ QueueUrl, MessageBody }))
    await before.client.send(new ReceiveMessageCommand({ QueueUrl }))
  }
  await using after = await openQueues(store)
  const kept = after.queues.createQueue({ QueueName: 'kept', VisibilityTimeout: 5 }).arn
  expect((await after.queues.receive(kept)).map(({ Body }) => Body)).toEqual(['two', 'three'])
  after.pass(5)
  after.queues.send(kept, 'four')
  expect(
    (await after.queues.receive(kept)).map(({ Body, Attributes }) => [Body, Attributes?.ApproximateReceiveCount]),
  ).toEqual([
    ['one', '2'],
    ['two', '2'],
    ['three', '2'],
    ['four', '1'],
  ])
  store.close()
})
