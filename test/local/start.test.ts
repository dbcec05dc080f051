import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local/start.ts'
import { resetState } from '../../local/state/reset-state.ts'
import {
  type FixtureTemplate,
  fixtureAssets,
  fixtureTemplate,
  resourceOf,
  set,
  writeAssembly,
} from './assembly-fixture.ts'
import { signedFetch } from './signed-fetch.ts'

const directories: string[] = []
const clouds: LocalCloud[] = []
afterEach(async () => {
  await Promise.all(clouds.splice(0).map(({ stop }) => stop()))
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

const temporary = () => {
  const directory = mkdtempSync(join(tmpdir(), 'cloud-'))
  directories.push(directory)
  return directory
}

const start = async (
  change: (template: FixtureTemplate) => unknown = () => {},
  more: Partial<LocalCloudOptions> = {},
) => {
  const template = fixtureTemplate()
  change(template)
  const assemblyDirectory = writeAssembly(template, fixtureAssets)
  directories.push(assemblyDirectory)
  const said: string[] = []
  const cloud = await startLocalCloud({ assemblyDirectory, log: (line) => void said.push(line), ...more })
  clouds.push(cloud)
  return { ...cloud, said }
}

type Running = Awaited<ReturnType<typeof start>>

const post = async ({ ready, ...cloud }: Running, id: string) => {
  const line = cloud.createUser('line-1', {
    Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
  })
  const response = await signedFetch(`${ready.apiUrl}/notes/${id}`, {
    service: 'execute-api',
    credentials: line,
    method: 'POST',
  })
  return [response.status, await response.json()]
}

const note = async ({ ready }: Running, id: string) => {
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = ready
  const client = new DynamoDBClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  const { Item } = await client.send(new GetItemCommand({ TableName: 'fixture-notes', Key: { pk: { S: id } } }))
  return Item
}

const marked = { by: { S: 'arn:aws:iam::123456789012:user/line-1' }, marked: { BOOL: true } }

test('a template runs: API, function, table, queue and the function behind it, each in its own role', async () => {
  const cloud = await start()
  expect(cloud.ready).toMatchObject({
    apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    awsEndpointUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    env: {
      MINTMARK_API_URL: cloud.ready.apiUrl,
      AWS_ENDPOINT_URL: cloud.ready.awsEndpointUrl,
      AWS_REGION: 'eu-west-1',
    },
  })
  expect(cloud.outputs).toEqual({ fixture: { Url: cloud.ready.apiUrl } })
  expect(readFileSync(cloud.ready.rootCaPath, 'utf8')).toContain('BEGIN CERTIFICATE')
  expect(await post(cloud, 'n-1')).toEqual([201, { id: 'n-1' }])
  await cloud.idle()
  expect(await note(cloud, 'n-1')).toEqual({ pk: { S: 'n-1' }, ...marked })
  expect(cloud.faults.calls().map(({ operation, caller }) => `${caller} ${operation}`)).toEqual([
    'fixture-write dynamodb:PutItem',
    'fixture-write sqs:SendMessage',
    'fixture-mark dynamodb:UpdateItem',
    'operator dynamodb:GetItem',
  ])
  expect(cloud.said).toEqual([])
})

test('every socket is bound to loopback', async () => {
  const { ready } = await start()
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
  const servers = handles.filter((handle): handle is Server => handle instanceof Server && handle.listening)
  const addresses = servers.map((server) => server.address() as AddressInfo)
  expect(new Set(addresses.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']))
  const ports = [ready.apiUrl, ready.awsEndpointUrl].map((url) => Number(new URL(url).port))
  const expected = [...ports, ...Object.values(ready.mqttPorts)].sort()
  expect(addresses.map(({ port }) => port).sort()).toEqual(expected)
})

test('state, credentials and users survive a restart; another code version may start over it', async () => {
  const stateDirectory = temporary()
  const first = await start(undefined, { stateDirectory })
  await post(first, 'n-1')
  await first.idle()
  const { accessKeyId, secretAccessKey } = first.ready
  await clouds.pop()?.stop()
  const again = await start(set('Write', { Timeout: 11 }), { stateDirectory })
  expect(again.ready).toMatchObject({ accessKeyId, secretAccessKey, stateDir: stateDirectory })
  expect(await note(again, 'n-1')).toEqual({ pk: { S: 'n-1' }, ...marked })
  expect(await post(again, 'n-2')).toEqual([201, { id: 'n-2' }])
})

test('the state of another template is an error that names --reset; resetting drops it', async () => {
  const stateDirectory = temporary()
  await start(undefined, { stateDirectory })
  await clouds.pop()?.stop()
  const renamed = set('Table', { TableName: 'fixture-other' })
  await expect(start(renamed, { stateDirectory })).rejects.toThrow(
    /fixture\/Table was arn:aws:dynamodb:.*fixture-notes and would now be .*fixture-other; start with --reset/,
  )
  const without = (template: FixtureTemplate) => {
    template.Resources.Notes = resourceOf(template, 'Table')
    delete template.Resources.Table
  }
  await expect(start(without, { stateDirectory })).rejects.toThrow(
    /it holds AWS::DynamoDB::Table .*fixture-notes \(fixture\/Table\), which the stacks do not have; start with --reset/,
  )
  resetState(stateDirectory)
  await start(renamed, { stateDirectory })
})

test('without one statement the run fails with a message that names it', async () => {
  const cloud = await start((template) => {
    const { Policies } = resourceOf(template, 'WriteRole').Properties
    const [policy] = Policies as { PolicyDocument: { Statement: unknown[] } }[]
    policy?.PolicyDocument.Statement.splice(1, 1)
  })
  expect(await post(cloud, 'n-1')).toEqual([500, { message: 'Internal Server Error' }])
  const sentence =
    /is not authorized to perform: sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:123456789012:fixture-notes because no identity-based policy allows the sqs:SendMessage action/
  expect(cloud.said[0]).toMatch(sentence)
  expect(cloud.said[0]).toMatch(
    /^sqs:SendMessage of fixture-write refused: User: arn:aws:sts::123456789012:assumed-role\/fixture-WriteRole-\w+\/fixture-write /,
  )
  expect(cloud.said[1]).toMatch(/^function fixture-write failed: /)
})

test('without one permission it does not start, and says which', async () => {
  const sentence =
    /route POST \/notes\/\{id\}: apigateway.amazonaws.com may not invoke function fixture-write for arn:aws:execute-api:eu-west-1:123456789012:\w+\/\$default\/POST\/notes\/\{id\}: no AWS::Lambda::Permission/
  await expect(start(({ Resources: resources }) => delete resources.Permission)).rejects.toThrow(sentence)
})

test('without one environment variable the run fails with a message that names it', async () => {
  const cloud = await start(set('Write', { Environment: { Variables: { TABLE: 'fixture-notes' } } }))
  expect(await post(cloud, 'n-1')).toEqual([500, { message: 'Internal Server Error' }])
  expect(cloud.said).toEqual(['function fixture-write failed: Error: environment variable QUEUE is missing'])
})

test.each<[string, (template: FixtureTemplate) => unknown, string]>([
  [
    'type',
    ({ Resources: resources }) => Object.assign(resources, { Bucket: { Type: 'AWS::S3::Bucket' } }),
    'stack fixture, resource Bucket (AWS::S3::Bucket): the resource type is not supported',
  ],
  [
    'property',
    set('Write', { Layers: ['arn:aws:lambda:::layer:x'] }),
    'stack fixture, resource Write (AWS::Lambda::Function): property Layers[] is not supported',
  ],
  [
    'property of a service',
    set('Table', { KinesisStreamSpecification: {} }),
    'stack fixture, resource Table (AWS::DynamoDB::Table): The local DynamoDB, in AWS::DynamoDB::Table does not know KinesisStreamSpecification',
  ],
  [
    'intrinsic',
    set('Api', { Name: { 'Fn::ImportValue': 'x' } }),
    'stack fixture, resource Api (AWS::ApiGatewayV2::Api): intrinsic Fn::ImportValue is not supported',
  ],
  [
    'attribute',
    set('Write', { Role: { 'Fn::GetAtt': ['WriteRole', 'Nope'] } }),
    'resource Write (AWS::Lambda::Function): Fn::GetAtt WriteRole.Nope is not supported',
  ],
  [
    'asset',
    set('Write', { Code: { S3Key: 'gone.zip' } }),
    "resource Write (AWS::Lambda::Function): the stack's assets have no object gone.zip",
  ],
  [
    'managed policy',
    set('MarkRole', {
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    }),
    'resource MarkRole (AWS::IAM::Role): the managed policy arn:aws:iam::aws:policy/AdministratorAccess is unknown',
  ],
  [
    'rule that nothing ever runs',
    ({ Resources: resources }) =>
      Object.assign(resources, { Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'r' } } }),
    'resource Rule (AWS::Events::Rule): a rule needs a ScheduleExpression or an EventPattern',
  ],
  [
    'event pattern',
    ({ Resources: resources }) =>
      Object.assign(resources, {
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { EventPattern: { source: [{ 'anything-but': { prefix: 'aws.' } }] } },
        },
      }),
    'resource Rule (AWS::Events::Rule): Event pattern is not valid: source has {"anything-but":{"prefix":"aws."}}',
  ],
  [
    'visibility time-out',
    set('Queue', { VisibilityTimeout: 9 }),
    'resource Source (AWS::Lambda::EventSourceMapping): Queue visibility timeout: 9 seconds is less than Function timeout: 10 seconds',
  ],
])('an unknown or impossible %s does not start and is named with stack and logical ID', async (_, change, message) => {
  await expect(start(change)).rejects.toThrow(message)
})

test('a worker killed in the middle of a call fails that request only', async () => {
  const cloud = await start()
  cloud.faults.inject({ operation: 'sqs:SendMessage', effect: 'kill-caller' })
  expect(await post(cloud, 'n-1')).toEqual([500, { message: 'Internal Server Error' }])
  expect(cloud.said).toEqual([expect.stringContaining('function fixture-write failed: Runtime.ExitError')])
  expect(await note(cloud, 'n-1')).toMatchObject({ pk: { S: 'n-1' } })
  expect(await post(cloud, 'n-1')).toEqual([201, { id: 'n-1' }])
})

test('a denied action of one role makes the run fail until it is allowed again', async () => {
  const cloud = await start()
  const { roleArn } = cloud.functions.get('fixture-write')
  const allowAgain = cloud.roles.deny(cloud.roles.byArn(roleArn).name, 'dynamodb:PutItem')
  expect(await post(cloud, 'n-1')).toEqual([500, { message: 'Internal Server Error' }])
  expect(cloud.said[0]).toContain('dynamodb:PutItem')
  allowAgain()
  expect(await post(cloud, 'n-1')).toEqual([201, { id: 'n-1' }])
})
