import {
  CreateTopicRuleCommand,
  DescribeDomainConfigurationCommand,
  DescribeEndpointCommand,
  GetTopicRuleCommand,
  IoTClient,
} from '@aws-sdk/client-iot'
import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane'
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { synthesize } from '../../../cli/assembly.ts'
import { clientSettings, iotClientOf } from '../black-box/aws.ts'
import { connectDevice } from '../black-box/connect-device.ts'
import type { Factory } from '../black-box/factory.ts'
import type { Target } from '../black-box/target.ts'
import { run } from '../support/run.ts'
import { keyDevice } from '../upgrades/keyed-device.ts'
import { deploy, stacksIn } from './deployment.ts'
import { missingTypes } from './gaps.ts'
import { iam, textOf } from './iam.ts'
import type { DeployedMiniStack } from './start-deployed.ts'
import { pythonWith } from './start-ministack.ts'

/** The bodies that a queue gets within two seconds. */
const deliveredTo = async (target: Target, QueueName: string): Promise<string[]> => {
  const sqs = new SQSClient(clientSettings(target))
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }))
  return Messages.map(({ Body = '' }) => Body)
}

/** A queue that a rule fills, with a policy of its own or none. */
const queueBehind = async (target: Target, name: string, sql: string, Policy?: object): Promise<string> => {
  const sqs = new SQSClient(clientSettings(target))
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  if (Policy !== undefined)
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: JSON.stringify(Policy) } }))
  const iot = iotClientOf(target)
  // Any role that IoT may take.
  const { rule } = await iot.send(new GetTopicRuleCommand({ ruleName: 'mintmark_dev_first_connect' }))
  const roleArn = rule?.errorAction?.sqs?.roleArn
  const actions = [{ sqs: { queueUrl: QueueUrl, roleArn, useBase64: false } }]
  await iot.send(new CreateTopicRuleCommand({ ruleName: name, topicRulePayload: { sql, actions } }))
  return name
}

const overTlsOnly = (target: Target, queue: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: `arn:aws:sqs:${target.region}:${target.accountId}:${queue}`,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
})

/** One case for each gap that the adapter bridges or that leaves a stack out; it fails when MiniStack closes the gap. */
export const watchGaps = (deployed: () => DeployedMiniStack, factory: () => Factory): void => {
  test('known gap: the stacks that are left out cannot be deployed, for want of a type', async () => {
    const assembly = await synthesize()
    const { all, supported } = stacksIn(assembly)
    const leftOut = all.filter((name) => !supported.includes(name))
    expect(leftOut).not.toEqual([])
    for (const stack of leftOut)
      await expect(deploy(deployed().account, assembly, [stack])).rejects.toThrow(new RegExp(missingTypes.join('|')))
  })

  test('known gap: the stations stack has no types for what it makes once there is a certificate authority', async () => {
    const stack = 'mintmark-dev-stations'
    const withAuthority = [stack, '--parameters', `${stack}:CaCertificate=any`]
    const deployment = deploy(deployed().account, await synthesize(), withAuthority)
    await expect(deployment).rejects.toThrow(/AWS::RolesAnywhere::/)
  })

  test('known gap: DescribeEndpoint answers with a port behind the host name', async () => {
    const iot = iotClientOf(deployed().target)
    const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    expect(endpointAddress).toMatch(/:\d+$/)
  })

  test('known gap: a right on all things of a kind is no right on one of them', async () => {
    const { account, target } = deployed()
    const statement = {
      Effect: 'Allow',
      Action: 'iot:DescribeDomainConfiguration',
      Resource: `arn:aws:iot:${account.region}:${account.accountId}:domainconfiguration/*`,
    }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
    const policy = await iam(account, 'CreatePolicy', { PolicyName: 'gap', PolicyDocument })
    const user = await target.createUser('gap', [textOf(policy, 'Arn')])
    const asUser = new IoTClient({ ...clientSettings(target), credentials: user, maxAttempts: 1 })
    const asked = asUser.send(new DescribeDomainConfigurationCommand({ domainConfigurationName: 'iot:Data-ATS' }))
    await expect(asked).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  test('known gap: rules know no startswith()', async () => {
    const { target } = deployed()
    const [control, judged] = [
      await queueBehind(target, 'gap_pattern', "SELECT * FROM 'gaps/+' WHERE regexp_matches(name, '^ab')"),
      await queueBehind(target, 'gap_startswith', "SELECT * FROM 'gaps/+' WHERE startswith(name, 'ab')"),
    ]
    await new IoTDataPlaneClient(clientSettings(target)).send(
      new PublishCommand({ topic: 'gaps/x', payload: Buffer.from('{"name":"abc"}') }),
    )
    expect(await deliveredTo(target, control)).toHaveLength(1)
    expect(await deliveredTo(target, judged)).toEqual([])
  })

  test('known gap: an event of its broker comes to a queue as from a caller without TLS', async () => {
    const { target } = deployed()
    const presence = "SELECT * FROM '$aws/events/presence/connected/+'"
    const [control, judged] = ['gap_any', 'gap_tls']
    await queueBehind(target, control, presence)
    await queueBehind(target, judged, presence, overTlsOnly(target, judged))
    const { identity } = await keyDevice(factory(), 90)
    await (await connectDevice(target, identity))?.endAsync(true)
    expect(await deliveredTo(target, control)).toHaveLength(1)
    expect(await deliveredTo(target, judged)).toEqual([])
  })

  test('known gap: its MQTT listener cannot be told an address (loopback.py tells the event loop)', async () => {
    const python = pythonWith('ministack') ?? 'python3'
    const program = 'import inspect, ministack.services.iot as iot; print(inspect.getsource(iot._mtls_start_locked))'
    const { stdout } = await run([python, '-c', program])
    expect(stdout).toContain('host="0.0.0.0"')
  })
}
