import { createIdentities } from '../../../local/iam/identities.ts'
import { openStore } from '../../../local/state/store.ts'

const accountId = '123456789012'
const queue = `arn:aws:sqs:eu-west-1:${accountId}:q`
const everything = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }
const trustFor = (service: string, condition?: object) => ({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ],
})

const setUp = () => createIdentities({ accountId, region: 'eu-west-1', store: openStore() })

test('users and their keys survive a restart, and get their newest policy', () => {
  const store = openStore()
  const first = createIdentities({ accountId, region: 'eu-west-1', store }).putUser('line-1', everything)
  const again = createIdentities({ accountId, region: 'eu-west-1', store })
  expect(again.keys.find(first.accessKeyId)?.secretAccessKey).toBe(first.secretAccessKey)
  expect(again.putUser('line-1', { Statement: [] })).toEqual(first)
  const principal = again.keys.find(first.accessKeyId)?.principal
  if (principal === undefined) throw new Error('the key is gone')
  expect(again.authorize(principal, { action: 'iot:CreateThing', resource: '*' }).result).toBe('implicitly denied')
})

test("a role's inline, attached and AWS-managed statements speak together, and one action can be denied for a test", () => {
  const { roles, authorize } = setUp()
  roles.add({ name: 'mint', trust: trustFor('lambda.amazonaws.com') })
  roles.putPolicy('mint', 'inline', { Statement: [{ Effect: 'Allow', Action: 'iot:CreateThing', Resource: '*' }] })
  roles.attach('mint', 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole')
  const principal = {
    kind: 'role' as const,
    arn: `arn:aws:sts::${accountId}:assumed-role/mint/f`,
    accountId,
    accessKeyId: 'ASIA',
    userId: 'AROA:f',
  }
  const result = (action: string) => authorize(principal, { action, resource: '*' }).result
  expect(result('logs:PutLogEvents')).toBe('allowed')
  expect(result('iot:CreateThing')).toBe('allowed')
  const undo = roles.deny('mint', 'iot:CreateThing')
  expect(result('iot:CreateThing')).toBe('explicitly denied')
  undo()
  expect(result('iot:CreateThing')).toBe('allowed')
})

test('an AWS-managed policy that nobody wrote down here is refused by name', () => {
  const { roles } = setUp()
  roles.add({ name: 'r', trust: trustFor('lambda.amazonaws.com') })
  expect(() => roles.attach('r', 'arn:aws:iam::aws:policy/AdministratorAccess')).toThrow(
    'AdministratorAccess is unknown',
  )
})

test('a service acts in a role only if the role trusts it, for this source, and allows the act', () => {
  const { roles, authorizeRole } = setUp()
  const { arn } = roles.add({
    name: 'rule',
    trust: trustFor('iot.amazonaws.com', { StringEquals: { 'aws:SourceAccount': accountId } }),
  })
  roles.putPolicy('rule', 'send', { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue }] })
  const judge = (service: string, account: string, resource: string) =>
    authorizeRole(arn, service, { 'aws:SourceAccount': account }, { action: 'sqs:SendMessage', resource }).result
  expect(judge('iot.amazonaws.com', accountId, queue)).toBe('allowed')
  expect(judge('lambda.amazonaws.com', accountId, queue)).toBe('implicitly denied')
  expect(judge('iot.amazonaws.com', '999999999999', queue)).toBe('implicitly denied')
  expect(judge('iot.amazonaws.com', accountId, `${queue}-other`)).toBe('implicitly denied')
})

test('resource policies: a service needs one, a denial there beats identity policies, TLS is taken as given', () => {
  const identities = setUp()
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } }
  identities.putResourcePolicy(queue, {
    Statement: [
      { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sqs:*', Resource: queue, Condition: insecure },
      { Effect: 'Deny', Principal: { AWS: accountId }, Action: 'sqs:PurgeQueue', Resource: queue },
      { Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sqs:GetQueueUrl', Resource: queue },
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queue,
        Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:t' } },
      },
    ],
  })
  const send = { action: 'sqs:SendMessage', resource: queue }
  const sns = (topic: string) =>
    identities.authorizeService('sns.amazonaws.com', { 'aws:SourceArn': topic }, send).result
  expect(sns('arn:aws:sns:eu-west-1:1:t')).toBe('allowed')
  expect(sns('arn:aws:sns:eu-west-1:1:other')).toBe('implicitly denied')
  const principalOf = (name: string, policy: unknown) => {
    const principal = identities.keys.find(identities.putUser(name, policy).accessKeyId)?.principal
    if (principal === undefined) throw new Error('the key is gone')
    return principal
  }
  const admin = principalOf('admin', everything)
  expect(identities.authorize(admin, send).result).toBe('allowed')
  expect(identities.authorize(admin, { action: 'sqs:PurgeQueue', resource: queue }).result).toBe('explicitly denied')
  const nobody = principalOf('nobody', { Statement: [] })
  expect(identities.authorize(nobody, { action: 'sqs:GetQueueUrl', resource: queue }).result).toBe('implicitly denied')
})

test('a user may hold managed policies of the templates; one that no template brings is refused by name', () => {
  const { roles, keys, putUser, authorize } = setUp()
  const policyArn = `arn:aws:iam::${accountId}:policy/station`
  const user = putUser('line-1', { Statement: [] }, [policyArn])
  const principal = keys.find(user.accessKeyId)?.principal
  if (principal === undefined) throw new Error('the key is gone')
  const invoke = () => authorize(principal, { action: 'execute-api:Invoke', resource: '*' }).result
  expect(invoke).toThrow('policy/station is unknown to the local cloud')
  roles.addManagedPolicy(policyArn, { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] })
  expect(invoke()).toBe('allowed')
})
