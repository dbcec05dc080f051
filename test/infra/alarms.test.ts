import type { PolicyDocument } from './policy-document.ts'
import { synthesized } from './synthesized.ts'

const topicOf = async (alarmEmail?: string) => {
  const app = await synthesized(alarmEmail === undefined ? {} : { alarmEmail })
  const [topic] = app.resources<{ Subscription?: unknown }>('AWS::SNS::Topic')
  const [policy] = app.resources<{ PolicyDocument: PolicyDocument }>('AWS::SNS::TopicPolicy')
  return { topic: topic?.Properties, statements: policy?.Properties.PolicyDocument.Statement }
}

test('CloudWatch of this account may publish, and nobody without TLS', async () => {
  const { topic, statements } = await topicOf()
  expect(topic).toEqual({ TopicName: 'mintmark-dev-alarms', DisplayName: 'Mintmark dev' })
  expect(statements).toMatchObject([
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    },
    { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ])
})

test('an address of the stage is subscribed', async () => {
  const { topic } = await topicOf('ops@example.com')
  expect(topic?.Subscription).toEqual([{ Protocol: 'email', Endpoint: 'ops@example.com' }])
})
