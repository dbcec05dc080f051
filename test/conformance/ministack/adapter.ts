import { GetTopicRuleCommand, ListTopicRulesCommand, ReplaceTopicRuleCommand } from '@aws-sdk/client-iot'
import { ListQueuesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientSettings, iotClientOf } from '../black-box/aws.ts'
import type { Target, User } from '../black-box/target.ts'
import { signedRequest } from '../support/signed-request.ts'
import { type Account, iam, operator, textOf, textsOf } from './iam.ts'
import type { MiniStack } from './start-ministack.ts'

const createUser = async (account: Account, name: string, policyArns: string[]): Promise<User> => {
  const user = await iam(account, 'CreateUser', { UserName: name })
  for (const PolicyArn of policyArns) await iam(account, 'AttachUserPolicy', { UserName: name, PolicyArn })
  const key = await iam(account, 'CreateAccessKey', { UserName: name })
  return {
    arn: textOf(user, 'Arn'),
    accessKeyId: textOf(key, 'AccessKeyId'),
    secretAccessKey: textOf(key, 'SecretAccessKey'),
  }
}

interface Statement {
  Effect: string
  Action: string | string[]
}

/** The IoT actions that a role's inline policies allow. */
const iotActionsOf = async (account: Account, RoleName: string): Promise<string[]> => {
  const names = textsOf(await iam(account, 'ListRolePolicies', { RoleName }), 'member')
  const policies = await Promise.all(names.map((PolicyName) => iam(account, 'GetRolePolicy', { RoleName, PolicyName })))
  return policies
    .flatMap((xml): Statement[] => JSON.parse(decodeURIComponent(textOf(xml, 'PolicyDocument'))).Statement)
    .flatMap(({ Action }) => Action)
    .filter((action) => action.startsWith('iot:'))
}

/**
 * MiniStack 1.5.33 authorises IoT calls on other resources than AWS documents (`gaps.ts`
 * shows which), so each role is given the IoT actions that it has anyway on every resource. Which actions a function
 * calls is still judged, on which certificates and things is not.
 */
const widenIotGrants = async (account: Account): Promise<void> => {
  const roles = textsOf(await iam(account, 'ListRoles', { MaxItems: '1000' }), 'RoleName')
  for (const RoleName of roles.filter((name) => name.startsWith('mintmark-'))) {
    const Action = await iotActionsOf(account, RoleName)
    if (Action.length === 0) continue
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    })
    await iam(account, 'PutRolePolicy', { RoleName, PolicyName: 'iot-on-every-resource', PolicyDocument })
  }
}

/** MiniStack 1.5.33 has no startswith() in rules, so each rule that calls it is given the same question as a pattern. */
const rewriteRules = async (target: Target): Promise<void> => {
  const iot = iotClientOf(target)
  const { rules = [] } = await iot.send(new ListTopicRulesCommand({}))
  for (const { ruleName } of rules) {
    const { rule } = await iot.send(new GetTopicRuleCommand({ ruleName }))
    const sql = rule?.sql?.replaceAll(/startswith\((\w+), '([^']+)'\)/g, "regexp_matches($1, '^$2')")
    if (rule === undefined || sql === rule.sql) continue
    const { description, actions, errorAction, awsIotSqlVersion, ruleDisabled } = rule
    const topicRulePayload = { sql, description, actions, errorAction, awsIotSqlVersion, ruleDisabled }
    await iot.send(new ReplaceTopicRuleCommand({ ruleName, topicRulePayload }))
  }
}

/**
 * MiniStack 1.5.33 counts its own rules engine as a caller without TLS, which our queues refuse, so they are told to
 * refuse nobody.
 */
const openQueues = async (target: Target): Promise<void> => {
  const sqs = new SQSClient(clientSettings(target))
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'mintmark-' }))
  for (const QueueUrl of QueueUrls)
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: '' } }))
}

const rootOfDevices = async ({ url, ca }: Account): Promise<string> =>
  (await signedRequest(`${url}/_ministack/iot/ca.pem`, { service: '', region: '', ca })).body

/** A running MiniStack with the stacks deployed, as the black-box suite sees it. */
export const miniStackTarget = async (ministack: MiniStack, account: Account, apiUrl: string): Promise<Target> => ({
  region: account.region,
  accountId: account.accountId,
  apiUrl,
  awsEndpointUrl: account.url,
  ca: account.ca,
  operator,
  createUser: (name, policyArns) => createUser(account, name, policyArns),
  devices: {
    host: '127.0.0.1',
    port: ministack.mqttPort,
    servername: 'localhost',
    ca: await rootOfDevices(account),
    // MiniStack tells its data endpoint with a port behind it, and no profile takes that for a host name.
    profileHostname: null,
  },
  [Symbol.asyncDispose]: () => ministack[Symbol.asyncDispose](),
})

/**
 * The one place where MiniStack is helped: without this its own gaps would stop our stacks. Each help is told in
 * docs/conformance.md, and `gaps.test.ts` notices when it is no longer needed. Deploying again undoes some of it.
 */
export const adapt = async (target: Target, account: Account): Promise<void> => {
  await widenIotGrants(account)
  await rewriteRules(target)
  await openQueues(target)
}
