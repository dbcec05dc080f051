import {
  CreateTopicRuleCommand,
  DeleteTopicRuleCommand,
  DisableTopicRuleCommand,
  EnableTopicRuleCommand,
  GetTopicRuleCommand,
  ListTopicRulesCommand,
  ReplaceTopicRuleCommand,
  SetV2LoggingOptionsCommand,
  type TopicRulePayload,
} from '@aws-sdk/client-iot'
import type { LogRecord } from '../../../local/iot/logs/v2-logs.ts'
import { openStore } from '../../../local/state/store.ts'
import { refusal, startControlPlane } from './support/control-plane.ts'
import { caller } from './support/serve.ts'

const roleArn = 'arn:aws:iam::123456789012:role/rule'
const queueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/q'
const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f'
const targetArn = 'arn:aws:sns:eu-west-1:123456789012:t'

const start = async () => {
  const done: [string, object][] = []
  const records: LogRecord[] = []
  const plane = await startControlPlane({
    log: (record) => records.push(record),
    invoke: {
      sqsSend: async (request) => {
        if (request.queueUrl.endsWith('/broken')) throw new Error('no such queue')
        done.push(['sqs', request])
      },
      lambdaInvoke: async ({ payload, ...request }) => {
        done.push(['lambda', { ...request, payload: Buffer.from(payload).toString() }])
      },
      snsPublish: async (request) => {
        done.push(['sns', request])
      },
    },
  })
  return {
    ...plane,
    done,
    records,
    rule: (ruleName: string, topicRulePayload: TopicRulePayload) =>
      plane.client.send(new CreateTopicRuleCommand({ ruleName, topicRulePayload })),
    publish: async (topic: string, payload: string) => {
      const input = { topic, payload: Buffer.from(payload) }
      await plane.core.dataPlane.handle({ operation: 'Publish', input }, caller)
      await plane.core.idle()
    },
  }
}

test('a message reaches queue, function and topic with the rule’s result', async () => {
  const { rule, publish, done } = await start()
  await rule('all', {
    sql: "SELECT temperature, topic(2) AS room FROM 'house/+' WHERE temperature > 20",
    actions: [{ sqs: { queueUrl, roleArn } }, { lambda: { functionArn } }, { sns: { targetArn, roleArn } }],
  })
  await publish('house/kitchen', '{"temperature":21,"other":1}')
  await publish('house/kitchen', '{"temperature":19}')
  await publish('garden/kitchen', '{"temperature":21}')
  const result = '{"temperature":21,"room":"kitchen"}'
  const ruleArn = 'arn:aws:iot:eu-west-1:123456789012:rule/all'
  expect(done).toEqual([
    ['sqs', { queueUrl, body: result, roleArn, ruleArn }],
    ['lambda', { functionArn, payload: result, ruleArn, sourceAccount: '123456789012' }],
    ['sns', { topicArn: targetArn, message: result, roleArn, ruleArn }],
  ])
})

test('republish fills its template from the original message and feeds other rules', async () => {
  const { rule, publish, done } = await start()
  await rule('first', {
    sql: "SELECT a FROM 'in/+'",
    actions: [{ republish: { roleArn, topic: 'out/${topic(2)}/${b.c}' } }],
  })
  await rule('second', {
    sql: "SELECT *, topic() AS t FROM 'out/#'",
    actions: [{ sqs: { queueUrl, roleArn, useBase64: true } }],
  })
  await publish('in/x', '{"a":1,"b":{"c":"y"}}')
  expect(done).toEqual([
    ['sqs', expect.objectContaining({ body: Buffer.from('{"a":1,"t":"out/x/y"}').toString('base64') })],
  ])
})

test('failed actions become one message of the error action, with the original payload, and a log record each', async () => {
  const { client, rule, publish, done, records } = await start()
  await client.send(new SetV2LoggingOptionsCommand({ roleArn, defaultLogLevel: 'ERROR' }))
  const broken = { sqs: { queueUrl: queueUrl.replace('/q', '/broken'), roleArn } }
  await rule('failing', {
    sql: "SELECT a FROM 'in'",
    actions: [broken, { republish: { roleArn, topic: 'out/${missing}' } }, { lambda: { functionArn } }],
    errorAction: { sqs: { queueUrl, roleArn } },
  })
  await publish('in', '{"a":1,"b":2}')
  expect(done.map(([kind]) => kind)).toEqual(['lambda', 'sqs'])
  const [, { body }] = done[1] as ['sqs', { body: string }]
  expect(JSON.parse(body)).toEqual({
    ruleName: 'failing',
    topic: 'in',
    cloudwatchTraceId: expect.any(String),
    clientId: 'n/a',
    base64OriginalPayload: Buffer.from('{"a":1,"b":2}').toString('base64'),
    failures: [
      { failedAction: 'SqsAction', failedResource: broken.sqs.queueUrl, errorMessage: 'no such queue' },
      {
        failedAction: 'RepublishAction',
        failedResource: 'out/${missing}',
        errorMessage: expect.stringContaining('missing'),
      },
    ],
  })
  expect(records.map(({ eventType, ruleName, ruleAction }) => [eventType, ruleName, ruleAction])).toEqual([
    ['RuleExecution', 'failing', 'SqsAction'],
    ['RuleExecution', 'failing', 'RepublishAction'],
  ])
})

test('rules are made once, read, listed, replaced, disabled and deleted, and survive a restart', async () => {
  const store = openStore()
  const { client } = await startControlPlane({ store })
  const payload: TopicRulePayload = { sql: "SELECT * FROM 'a'", actions: [{ lambda: { functionArn } }] }
  const create = () => client.send(new CreateTopicRuleCommand({ ruleName: 'r', topicRulePayload: payload }))
  await create()
  expect(await refusal(create())).toBe('ResourceAlreadyExistsException 409')
  await client.send(
    new ReplaceTopicRuleCommand({ ruleName: 'r', topicRulePayload: { ...payload, sql: "SELECT * FROM 'b'" } }),
  )
  await client.send(new DisableTopicRuleCommand({ ruleName: 'r' }))
  const again = await startControlPlane({ store })
  const { rule, ruleArn } = await again.client.send(new GetTopicRuleCommand({ ruleName: 'r' }))
  expect(rule).toMatchObject({ ...payload, sql: "SELECT * FROM 'b'", ruleDisabled: true })
  expect(ruleArn).toBe('arn:aws:iot:eu-west-1:123456789012:rule/r')
  await again.client.send(new EnableTopicRuleCommand({ ruleName: 'r' }))
  const { rules } = await again.client.send(new ListTopicRulesCommand({}))
  expect(rules).toMatchObject([{ ruleName: 'r', topicPattern: 'b', ruleDisabled: false }])
  await again.client.send(new DeleteTopicRuleCommand({ ruleName: 'r' }))
  expect(await refusal(again.client.send(new GetTopicRuleCommand({ ruleName: 'r' })))).toBe('UnauthorizedException 401')
})

test('a disabled rule does nothing', async () => {
  const { rule, publish, done } = await start()
  await rule('off', { sql: "SELECT * FROM 'a'", actions: [{ lambda: { functionArn } }], ruleDisabled: true })
  await publish('a', '{}')
  expect(done).toEqual([])
})

const lambda = [{ lambda: { functionArn } }]
test.each<[string, object, string]>([
  ['SQL beyond the subset', { sql: "SELECT abs(a) AS a FROM 'a'", actions: lambda }, 'SqlParseException 400'],
  [
    'another SQL version',
    { sql: "SELECT * FROM 'a'", actions: lambda, awsIotSqlVersion: 'beta' },
    'InvalidRequestException 400',
  ],
  ['no action', { sql: "SELECT * FROM 'a'", actions: [] }, 'InvalidRequestException 400'],
  [
    'an action that is not here',
    { sql: "SELECT * FROM 'a'", actions: [{ dynamoDBv2: { roleArn, putItem: { tableName: 't' } } }] },
    'InvalidRequestException 400',
  ],
  [
    'a republish with headers',
    { sql: "SELECT * FROM 'a'", actions: [{ republish: { roleArn, topic: 't', headers: { contentType: 'x' } } }] },
    'InvalidRequestException 400',
  ],
  [
    'a template beyond the subset',
    { sql: "SELECT * FROM 'a'", actions: [{ republish: { roleArn, topic: '${newuuid()}' } }] },
    'InvalidRequestException 400',
  ],
  [
    'eleven actions',
    { sql: "SELECT * FROM 'a'", actions: Array.from({ length: 11 }, () => lambda[0]) },
    'InvalidRequestException 400',
  ],
])('a rule with %s is refused when it is made', async (_what, payload, expected) => {
  const { rule } = await start()
  expect(await refusal(rule('bad', payload as TopicRulePayload))).toBe(expected)
})

test('a rule name with a hyphen is refused', async () => {
  const { rule } = await start()
  expect(await refusal(rule('a-b', { sql: "SELECT * FROM 'a'", actions: lambda }))).toBe('InvalidRequestException 400')
})
