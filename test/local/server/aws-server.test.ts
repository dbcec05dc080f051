import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DescribeEndpointCommand, IoTClient } from '@aws-sdk/client-iot'
import type { AwsError, AwsService, Principal } from '../../../local/aws-service.ts'
import { createFaults } from '../../../local/faults/faults.ts'
import { createIdentities } from '../../../local/iam/identities.ts'
import { createAwsServer } from '../../../local/server/aws-server.ts'
import { openStore } from '../../../local/state/store.ts'
import { signedFetch } from '../signed-fetch.ts'

const region = 'eu-west-1'
const allow = (...actions: string[]) => ({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] })

// One small service per wire protocol, so that the front door is seen through AWS's own clients.
const services = (seen: Principal[]): AwsService[] => [
  {
    name: 'iot',
    signingNames: ['iot'],
    route: () => ({ operation: 'DescribeEndpoint', input: {} }),
    authorizations: () => [{ action: 'iot:DescribeEndpoint', resource: '*' }],
    handle: async (_, caller) => {
      seen.push(caller)
      return { body: { endpointAddress: 'here' } }
    },
    renderError: (error: AwsError) => ({
      status: error.status,
      headers: { 'x-amzn-errortype': error.name },
      body: { message: error.message },
    }),
  },
  {
    name: 'dynamodb',
    signingNames: ['dynamodb'],
    route: () => ({ operation: 'ListTables', input: {} }),
    authorizations: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    handle: async () => {
      throw new Error('a bug')
    },
    renderError: (error: AwsError) => ({
      status: error.status,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: { __type: error.name, message: error.message },
    }),
  },
]

const setUp = async (policy: unknown) => {
  const seen: Principal[] = []
  const lines: string[] = []
  const identities = createIdentities({ accountId: '123456789012', region, store: openStore() })
  const faults = createFaults(Date.now)
  const log = (line: string) => void lines.push(line)
  const server = createAwsServer({ services: services(seen), identities, faults, region, clock: Date.now, log })
  const endpoint = await server.listen(0)
  const user = identities.putUser('ops', policy)
  const options = { endpoint, region, credentials: user, maxAttempts: 1 }
  return { server, seen, lines, faults, user, endpoint, options, iot: new IoTClient(options) }
}

let cloud: Awaited<ReturnType<typeof setUp>>
beforeAll(async () => {
  cloud = await setUp(allow('iot:DescribeEndpoint', 'dynamodb:ListTables'))
})
afterAll(() => cloud.server.close())
afterEach(() => cloud.faults.clear())

const describeEndpoint = (client = cloud.iot) => client.send(new DescribeEndpointCommand({}))

test('an allowed call acts in the name of its caller and is recorded', async () => {
  expect(await describeEndpoint()).toMatchObject({ endpointAddress: 'here' })
  expect(cloud.seen.at(-1)).toMatchObject({ kind: 'user', arn: cloud.user.arn, accessKeyId: cloud.user.accessKeyId })
  expect(cloud.faults.calls()).toMatchObject([{ operation: 'iot:DescribeEndpoint', caller: 'ops' }])
})

test("a call without permission is refused in AWS's own sentence, and said aloud", async () => {
  const other = await setUp(allow('iot:CreateThing'))
  const sentence = `User: ${other.user.arn} is not authorized to perform: iot:DescribeEndpoint on resource: * because no identity-based policy allows the iot:DescribeEndpoint action`
  await expect(describeEndpoint(other.iot)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: sentence,
    $metadata: { httpStatusCode: 403 },
  })
  expect(other.lines).toEqual([`iot:DescribeEndpoint of ops refused: ${sentence}`])
  expect(other.seen).toEqual([])
  await other.server.close()
})

test('wrong credentials are refused under the names of each protocol', async () => {
  const wrong = { ...cloud.options, credentials: { ...cloud.user, secretAccessKey: 'wrong' } }
  await expect(describeEndpoint(new IoTClient(wrong))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    $metadata: { httpStatusCode: 403 },
  })
  const unknown = { ...cloud.options, credentials: { ...cloud.user, accessKeyId: 'AKIAUNKNOWN' } }
  await expect(new DynamoDBClient(unknown).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    $metadata: { httpStatusCode: 400 },
  })
})

test('a request without signature and a service that is not here are refused by name', async () => {
  const bare = await fetch(`${cloud.endpoint}/endpoint`)
  expect([bare.status, await bare.json()]).toEqual([
    403,
    { __type: 'MissingAuthenticationTokenException', message: 'Request is missing Authentication Token' },
  ])
  const foreign = await signedFetch(`${cloud.endpoint}/traces`, { service: 'xray', credentials: cloud.user })
  expect([foreign.status, await foreign.json()]).toEqual([
    400,
    { __type: 'UnknownService', message: 'the local cloud has no service xray; it has iot, dynamodb' },
  ])
})

test('clients of query services read in XML that a service is not here', async () => {
  await expect(new CloudFormationClient(cloud.options).send(new ListStacksCommand({}))).rejects.toMatchObject({
    name: 'UnknownService',
    message: 'the local cloud has no service cloudformation; it has iot, dynamodb',
  })
})

test('a bug of a service is an error that says so, not a lost answer', async () => {
  await expect(new DynamoDBClient(cloud.options).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'InternalFailure',
    message: 'local cloud: a bug',
  })
  expect(cloud.lines.at(-1)).toContain('failed by a bug of the local cloud')
})

test('injected faults refuse, or lose the answer after the act', async () => {
  const throttle = { name: 'ThrottlingException', status: 400, message: 'slow down' }
  cloud.faults.inject({ operation: 'iot:*', effect: { refuse: throttle } })
  await expect(describeEndpoint()).rejects.toMatchObject({ name: 'ThrottlingException', message: 'slow down' })
  const acts = cloud.seen.length
  cloud.faults.inject({ operation: 'iot:DescribeEndpoint', effect: 'lose-answer' })
  await expect(describeEndpoint()).rejects.toThrow('socket hang up')
  expect(cloud.seen).toHaveLength(acts + 1)
})
