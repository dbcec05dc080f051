import { firstConnect } from '../../infra/functions/first-connect.ts'
import type { PolicyDocument } from './policy-document.ts'
import { type Synthesized, synthesized } from './synthesized.ts'

interface QueueProperties {
  QueueName: string
  VisibilityTimeout?: number
  RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number }
}

let app: Synthesized
beforeAll(async () => {
  app = await synthesized({ fleet: 'Acme7' })
})

const queue = (name: string) => {
  const [found] = app
    .resources<QueueProperties>('AWS::SQS::Queue')
    .filter(({ Properties }) => Properties.QueueName === `mintmark-dev-first-connect${name}`)
  if (found === undefined) throw new Error(`no queue ${name}`)
  return found
}

const rules = {
  first_connect: ['Rule', "'$aws/events/presence/connected/+' WHERE startswith(clientId, 'Acme7-')"],
  takeover: [
    'TakeoverRule',
    "'$aws/events/presence/disconnected/+' WHERE startswith(clientId, 'Acme7-') AND disconnectReason = 'DUPLICATE_CLIENTID'",
  ],
  failed_connect: ['FailedConnectRule', "'$aws/events/presence/connect_failed/+' WHERE startswith(clientId, 'Acme7-')"],
} as const

test.each(Object.entries(rules))(
  "the rule %s queues events of the stage's fleet and reports what it cannot queue",
  (name, [construct, from]) => {
    const all = app.resources<{ RuleName: string; TopicRulePayload: Record<string, unknown> }>('AWS::IoT::TopicRule')
    const rule = all.find(({ Properties }) => Properties.RuleName === `mintmark_dev_${name}`)
    const [role] = app.resources('AWS::IAM::Role').filter(({ id }) => id.startsWith(`${construct}Role`))
    const to = ({ id }: { id: string }) => ({
      Sqs: { QueueUrl: `<${id}>`, RoleArn: `<${role?.id}.Arn>`, UseBase64: false },
    })
    expect(rule?.Properties.TopicRulePayload).toMatchObject({
      AwsIotSqlVersion: '2016-03-23',
      Sql: `SELECT *, topic(5) AS topicClientId FROM ${from}`,
      Actions: [to(queue(''))],
      ErrorAction: to(queue('-rule-errors')),
      RuleDisabled: false,
    })
  },
)

test('there are no other rules', () => {
  expect(app.resources('AWS::IoT::TopicRule')).toHaveLength(Object.keys(rules).length)
})

test('one security event is enough for an alarm', () => {
  const alarms = app.resources<{ AlarmName: string }>('AWS::CloudWatch::Alarm')
  expect(alarms.filter(({ Properties }) => Properties.AlarmName === 'mintmark-dev-security-events')).toMatchObject([
    {
      Properties: {
        Namespace: 'Mintmark',
        MetricName: 'SecurityEvents',
        Dimensions: [{ Name: 'Stage', Value: 'dev' }],
        Statistic: 'Sum',
        Threshold: 1,
      },
    },
  ])
})

test('a message is hidden for six time-outs of the function and a batching window', () => {
  const [source] = app
    .resources<{ MaximumBatchingWindowInSeconds: number; FunctionResponseTypes: string[] }>(
      'AWS::Lambda::EventSourceMapping',
    )
    .filter(({ stack }) => stack === 'first-connect')
  expect(source?.Properties).toMatchObject({
    BatchSize: 50,
    EventSourceArn: `<${queue('').id}.Arn>`,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  })
  const needed = 6 * firstConnect.timeout + (source?.Properties.MaximumBatchingWindowInSeconds ?? 0)
  expect(queue('').Properties.VisibilityTimeout).toBeGreaterThanOrEqual(needed)
})

test('what fails five times goes to the dead-letter queue', () => {
  expect(queue('').Properties.RedrivePolicy).toEqual({
    deadLetterTargetArn: `<${queue('-dead').id}.Arn>`,
    maxReceiveCount: 5,
  })
})

test('every queue is encrypted and refuses requests without TLS', () => {
  const policies = app.resources<{ Queues: string[]; PolicyDocument: PolicyDocument }>('AWS::SQS::QueuePolicy')
  for (const { id, Properties } of app.resources<QueueProperties>('AWS::SQS::Queue')) {
    expect(Properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 14 * 86_400 })
    const policy = policies.find((each) => each.Properties.Queues.includes(`<${id}>`))
    expect(policy?.Properties.PolicyDocument.Statement).toEqual([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: `<${id}.Arn>`,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ])
  }
})

test('dead letters, rule errors and old messages raise alarms', () => {
  const alarms = app
    .resources<{ MetricName: string; Namespace: string; Dimensions: { Value: string }[] }>('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.Namespace === 'AWS/SQS')
    .map(({ Properties }) => [Properties.MetricName, Properties.Dimensions[0]?.Value])
  expect(alarms).toEqual([
    ['ApproximateNumberOfMessagesVisible', `<${queue('-dead').id}.QueueName>`],
    ['ApproximateNumberOfMessagesVisible', `<${queue('-rule-errors').id}.QueueName>`],
    ['ApproximateAgeOfOldestMessage', `<${queue('').id}.QueueName>`],
  ])
})
