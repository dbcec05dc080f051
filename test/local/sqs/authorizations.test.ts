import { openQueues } from './support.ts'

const url = 'http://127.0.0.1:1/123456789012/work'
const work = 'arn:aws:sqs:eu-west-1:123456789012:work'

test.each([
  ['SendMessageBatch', { QueueUrl: url }, { action: 'sqs:SendMessage', resource: work }],
  ['ReceiveMessage', { QueueUrl: url }, { action: 'sqs:ReceiveMessage', resource: work }],
  ['DeleteMessageBatch', { QueueUrl: url }, { action: 'sqs:DeleteMessage', resource: work }],
  ['ChangeMessageVisibilityBatch', { QueueUrl: url }, { action: 'sqs:ChangeMessageVisibility', resource: work }],
  ['CreateQueue', { QueueName: 'work' }, { action: 'sqs:CreateQueue', resource: work }],
  ['StartMessageMoveTask', { SourceArn: work }, { action: 'sqs:StartMessageMoveTask', resource: work }],
  ['ListQueues', {}, { action: 'sqs:ListQueues', resource: '*' }],
])('%s needs its action on its queue', async (operation, input, needed) => {
  await using local = await openQueues()
  expect(local.queues.authorizations({ operation, input })).toEqual([needed])
})
