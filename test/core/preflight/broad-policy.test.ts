import { broadBecause } from '../../../core/preflight/broad-policy.ts'
import { devicePolicyDocument } from '../../../infra/device-policy-document.ts'

const arn = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`
const thing = '${iot:Connection.Thing.ThingName}'
const allow = (Action: unknown, Resource: unknown, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] })

test.each([
  ['everything', allow('iot:*', '*'), 'iot:* on everything'],
  ['everything, in lists', allow(['iot:*'], ['*']), 'iot:* on everything'],
  ['everything of the account', allow('*', arn('*')), 'iot:* on everything'],
  ['one statement that is no list', '{"Statement":{"Effect":"Allow","Action":"iot:*","Resource":"*"}}', 'iot:*'],
  ['any client', allow('iot:Connect', arn('client/*')), 'connect as any client'],
  ['any client, in any case', allow('IOT:connect', '*'), 'connect as any client'],
  ['every topic', allow(['iot:Publish', 'iot:Receive'], arn('topic/*')), 'iot:publish, iot:receive on every topic'],
  ['every filter', allow('iot:Subscribe', arn('topicfilter/*')), 'iot:subscribe on every topic'],
  ['all but', JSON.stringify({ Statement: [{ Effect: 'Allow', NotAction: 'iot:Connect', Resource: '*' }] }), 'all but'],
])('%s is broad', (_what, document, why) => {
  expect(broadBecause(document)).toContain(why)
})

test.each([
  ['one client', allow('iot:Connect', arn('client/gateway-1'))],
  ['clients of a prefix', allow('iot:Connect', arn('client/gateway-*'))],
  ['its own thing', allow('iot:*', arn(`client/${thing}`))],
  [
    'any client that is attached',
    allow('iot:Connect', '*', { Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } } }),
  ],
  ['topics of a prefix', allow('iot:Publish', arn('topic/dt/*'))],
  ['a denial of everything', JSON.stringify({ Statement: [{ Effect: 'Deny', Action: 'iot:*', Resource: '*' }] })],
  ['a text that is no policy', 'policy'],
  ['nothing', '{}'],
])('%s is not', (_what, document) => {
  expect(broadBecause(document)).toBeUndefined()
})

test('our own device policy is not', () => {
  const arns = {
    iotClient: (id: string) => arn(`client/${id}`),
    iotTopic: (t: string) => arn(`topic/${t}`),
    iotTopicFilter: (t: string) => arn(`topicfilter/${t}`),
  }
  const document = devicePolicyDocument({ fleet: 'mintmark' } as never, arns as never)
  expect(broadBecause(JSON.stringify(document))).toBeUndefined()
})
