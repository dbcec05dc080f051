import { deliverNotification } from '../../local/deliver-notification.ts'
import { notifyTopic } from '../../local/notify-topic.ts'
import { createRuleTargets } from '../../local/rule-targets.ts'
import { createTopics } from '../../local/sns/create-topics.ts'
import { createQueues } from '../../local/sqs/create-queues.ts'
import { openStore } from '../../local/state/store.ts'
import { setUpFunctions } from './lambda/set-up.ts'

const accountId = '123456789012'
const region = 'eu-west-1'
const place = { region, accountId, clock: Date.now }
const queueArn = `arn:aws:sqs:${region}:${accountId}:q`
const topicArn = `arn:aws:sns:${region}:${accountId}:t`
const functionArn = `arn:aws:lambda:${region}:${accountId}:function:f`
const ruleArn = `arn:aws:iot:${region}:${accountId}:rule/r`

const setUp = () => {
  const lambda = setUpFunctions()
  const { functions, identities, said } = lambda
  const store = openStore()
  const log = (line: string) => void said.push(line)
  const onPolicy = (arn: string, document: string | undefined) =>
    identities.putResourcePolicy(arn, document ?? { Statement: [] })
  const queues = createQueues({ ...place, store, endpoint: 'http://127.0.0.1:1', onPolicy })
  const deliver = deliverNotification({ accountId, identities, functions, queues })
  const topics = createTopics({ ...place, store, onPolicy, deliver })
  const { url: queueUrl } = queues.createQueue({ QueueName: 'q' })
  topics.createTopic({ TopicName: 't' })
  lambda.add('f', 'export const handler = async (event) => console.log("got " + JSON.stringify(event))')
  const { arn: roleArn } = identities.roles.add({
    name: 'rule',
    trust: {
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'iot.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        },
      ],
    },
  })
  return {
    ...lambda,
    queues,
    topics,
    queueUrl,
    roleArn,
    targets: createRuleTargets({ region, accountId, identities, functions, queues, topics, log }),
    notify: notifyTopic({ accountId, identities, log, publish: topics.publish }),
    got: () => lambda.lines.map(({ text }) => /got (.*)$/.exec(text)?.[1]).filter((text) => text !== undefined),
    bodies: async () => (await queues.receive(queueArn)).map(({ Body }) => Body),
    stop: async () => {
      await queues.close()
      await lambda.close()
    },
  }
}

let world: ReturnType<typeof setUp>
beforeEach(() => {
  world = setUp()
})
afterEach(() => world.stop())

const allow = (Action: string, Resource: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource }] })
const letIn = (service: string, Action: string, Resource: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action, Resource }],
})

test('a rule reaches queue and topic only in a role that trusts it and allows it; the refusal is said aloud', async () => {
  const { identities, targets, queueUrl, roleArn, topics, said } = world
  const send = (arn = ruleArn) => targets.sqsSend({ queueUrl, body: 'hello', roleArn, ruleArn: arn })
  await expect(send()).rejects.toThrow(
    `User: ${roleArn} is not authorized to perform: sqs:SendMessage on resource: ${queueArn}`,
  )
  expect(said.at(-1)).toContain(`${ruleArn}: User: ${roleArn}`)
  identities.roles.putPolicy('rule', 'send', allow('sqs:SendMessage', queueArn))
  await expect(send(`${ruleArn}2`)).rejects.toThrow(`${roleArn} does not trust iot.amazonaws.com for ${ruleArn}2`)
  await send()
  expect(await world.bodies()).toEqual(['hello'])
  const publish = () => targets.snsPublish({ topicArn, message: 'hi', roleArn, ruleArn })
  await expect(publish()).rejects.toThrow('sns:Publish')
  identities.roles.putPolicy('rule', 'publish', allow('sns:Publish', topicArn))
  await publish()
  expect(topics.messages(topicArn).map(({ message }) => message)).toEqual(['hi'])
})

test('a rule invokes a function only by a permission, and does not wait for it', async () => {
  const { functions, targets } = world
  const invoke = () =>
    targets.lambdaInvoke({ functionArn, payload: Buffer.from('{"a":1}'), ruleArn, sourceAccount: accountId })
  await expect(invoke()).rejects.toThrow('iot.amazonaws.com may not invoke function f')
  functions.addPermission('f', { principal: 'iot.amazonaws.com', sourceArn: ruleArn })
  await invoke()
  await functions.idle()
  expect(world.got()).toEqual(['{"a":1}'])
})

test('a topic reaches subscribed queues and functions that let SNS in, and no others', async () => {
  const { topics, functions, queues } = world
  topics.createSubscription({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, RawMessageDelivery: true })
  topics.createSubscription({ TopicArn: topicArn, Protocol: 'lambda', Endpoint: functionArn })
  topics.publish(topicArn, { message: 'lost' })
  await topics.idle()
  expect(topics.deliveries().map(({ outcome }) => outcome)).toEqual(['not delivered', 'not delivered'])
  queues.setPolicy(queueArn, letIn('sns.amazonaws.com', 'sqs:SendMessage', queueArn))
  functions.addPermission('f', { principal: 'sns.amazonaws.com', sourceArn: topicArn })
  topics.publish(topicArn, { message: 'heard', subject: 's' })
  await topics.idle()
  expect(await world.bodies()).toEqual(['heard'])
  expect(JSON.parse(world.got()[0] ?? '{}').Records[0]).toMatchObject({
    EventSource: 'aws:sns',
    Sns: { TopicArn: topicArn, Message: 'heard', Subject: 's' },
  })
})

test("an alarm tells its topic only if the topic's policy lets CloudWatch publish", () => {
  const { notify, topics, said } = world
  notify(topicArn, { subject: 'ALARM: x', message: 'lost' })
  expect(said.at(-1)).toMatch(/^alarm "ALARM: x" reaches nobody: User: cloudwatch.amazonaws.com is not authorized/)
  topics.setPolicy(topicArn, letIn('cloudwatch.amazonaws.com', 'sns:Publish', topicArn))
  notify(topicArn, { subject: 'ALARM: x', message: 'heard' })
  expect(topics.messages(topicArn).map(({ message }) => message)).toEqual(['heard'])
})
