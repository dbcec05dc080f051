import { CreatePolicyCommand, IoTClient } from '@aws-sdk/client-iot'
import { synthesize } from '../../../cli/assembly.ts'
import { nameReaders } from '../../../cli/preflight/name-readers.ts'
import { readAccount } from '../../../cli/preflight/read-account.ts'
import { plannedNames, plannedStacks } from '../../../infra/planned-names.ts'
import { defineStage } from '../../../infra/stage.ts'
import { type LocalCloud, startLocalCloud } from '../../../local/start.ts'
import { mintmark } from '../support.ts'

/** What the local cloud serves of what preflight asks for names. */
const served = ['AWS::DynamoDB::Table', 'AWS::IoT::Policy', 'AWS::IoT::ThingType', 'AWS::IoT::TopicRule']
served.push('AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::KMS::Alias', 'AWS::Logs::LogGroup')

let cloud: LocalCloud
let waited: number[] = []

beforeAll(async () => {
  cloud = await startLocalCloud({ assemblyDirectory: await synthesize(), log: () => {} })
}, 120_000)
afterAll(() => cloud.stop())
beforeEach(() => {
  waited = []
})

type Caller = Pick<LocalCloud['ready'], 'accessKeyId' | 'secretAccessKey'>
const configOf = ({ accessKeyId, secretAccessKey }: Caller) => ({
  region: cloud.ready.region,
  endpoint: cloud.ready.awsEndpointUrl,
  credentials: { accessKeyId, secretAccessKey },
})

const readAs = (caller: Caller, name = 'dev') => {
  const stage = defineStage({ name })
  return readAccount({
    config: configOf(caller),
    env: {},
    names: plannedNames(stage),
    stacks: plannedStacks(stage),
    wait: async (ms) => void waited.push(ms),
  })
}

test('every kind of name that is planned has a reader', () => {
  const planned = defineStage({ name: 'dev', iotLogging: 'adopt' })
  const types = new Set(plannedNames(planned).map(({ type }) => type))
  expect([...types].toSorted()).toEqual(Object.keys(nameReaders).toSorted())
})

test('of a deployed stage every name that the services tell of is taken', async () => {
  const { taken, logging, endpoint, accountId, trustAnchors } = await readAs(cloud.ready)
  const planned = plannedNames(defineStage({ name: 'dev' })).filter(({ type }) => served.includes(type))
  expect(taken.map(({ name }) => name).toSorted()).toEqual(planned.map(({ name }) => name).toSorted())
  expect(accountId).toBe('123456789012')
  expect(logging).toMatchObject({
    read: true,
    value: { isDisabled: false, events: [{ logDestination: 'mintmark-dev-iot' }] },
  })
  expect(endpoint).toEqual({ read: true, value: cloud.ready.dataEndpoint })
  expect(trustAnchors.read).toBe(true)
})

test('what the services do not tell is unread, with the action and the reason', async () => {
  const { stacks, bootstrap, concurrency, quotas, unread, isLoggingOurs } = await readAs(cloud.ready)
  const reason = (service: string) => expect.stringContaining(`the local cloud has no service ${service}`)
  expect(stacks).toEqual({ read: false, action: 'cloudformation:ListStacks', why: reason('cloudformation') })
  expect(bootstrap).toMatchObject({ read: false, action: 'cloudformation:DescribeStacks' })
  expect(isLoggingOurs).toEqual(stacks)
  expect(concurrency).toEqual({ read: false, action: 'lambda:GetAccountSettings', why: reason('lambda') })
  expect(quotas).toEqual({ read: false, action: 'servicequotas:ListServiceQuotas', why: reason('servicequotas') })
  expect(unread.map(({ type, action }) => [type, action])).toEqual([
    ['AWS::IAM::Role', 'iam:GetRole'],
    ['AWS::IAM::ManagedPolicy', 'iam:GetPolicy'],
    ['AWS::Lambda::Function', 'lambda:ListFunctions'],
  ])
})

test('of a stage that is not there no name is taken', async () => {
  const { taken } = await readAs(cloud.ready, 'prod')
  expect(taken).toEqual([])
})

test('credentials that may do nothing read nothing, and each reading names the right that is missing', async () => {
  const nobody = cloud.createUser('nobody', { Statement: [] })
  const facts = await readAs(nobody)
  expect(facts.taken).toEqual([])
  expect(facts.unread.map(({ type }) => type).toSorted()).toEqual(
    [...new Set(plannedNames(defineStage({ name: 'dev' })).map(({ type }) => type))].toSorted(),
  )
  for (const name of ['logging', 'policies', 'endpoint', 'domainConfigurations', 'trustAnchors'] as const)
    expect([name, facts[name]]).toEqual([
      name,
      { read: false, action: expect.any(String), why: expect.stringMatching(/may not|403/) },
    ])
})

test('documents of policies are read five a second', async () => {
  const iot = new IoTClient(configOf(cloud.ready))
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iot:*', Resource: '*' }],
  })
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await iot.send(new CreatePolicyCommand({ policyName: `other-${n}`, policyDocument }))
  const { policies } = await readAs(cloud.ready)
  expect(policies).toMatchObject({ read: true, value: { total: 11, isAll: true } })
  expect(waited).toEqual([1000, 1000])
})

describe('the command', () => {
  const before = { ...process.env }
  beforeEach(() => {
    Object.assign(process.env, cloud.ready.env)
    delete process.env.AWS_SESSION_TOKEN
  })
  afterEach(() => {
    for (const name of Object.keys(cloud.ready.env)) delete process.env[name]
    Object.assign(process.env, before)
  })
  const run = (...args: string[]) => mintmark(['preflight', ...args], { env: cloud.ready.env })

  test('answers what it found and what it could not look at, and ends with 0 if nothing that it read stands in the way', async () => {
    const { exit, json } = await run('--stage', 'prod', '--json')
    expect(json()).toMatchObject({ stage: 'prod', accountId: '123456789012', region: 'eu-west-1' })
    const { findings, notChecked } = json() as {
      findings: { rule: string; severity: string }[]
      notChecked: { what: string }[]
    }
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['broad-policy', 'logging-taken', 'quota', 'standing-costs']),
    )
    expect(notChecked.map(({ what }) => what)).toContain('whether the account is bootstrapped for the CDK')
    expect(exit).toBe(0)
  })

  test('ends with 1 if something would fail, errors first', async () => {
    const { exit, stdout, stderr } = await run('--stations', '900')
    expect(exit).toBe(1)
    expect(stdout).toMatch(/^✗ quota: /)
    expect(stdout).toMatch(/\? not checked: .*cloudformation/)
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Stage dev, account 123456789012, eu-west-1: \d+ would fail; /)
    expect(stderr).toBe('Reading the account; it is not changed.\n')
  })

  test.each([
    [['--stage', 'test'], 'There is no stage "test"; infra/stages.ts has dev, prod'],
    [['--stations', '0'], '--stations is a whole number from 1 to 99999, not "0"'],
    [['--seconds-per-unit', 'x'], '--seconds-per-unit is a whole number from 1 to 99999, not "x"'],
  ])('%j ends with 2', async (args, text) => {
    const { exit, stderr } = await run(...args)
    expect(exit).toBe(2)
    expect(stderr).toContain(text)
  })

  test('ends with 3 if the credentials are none of the account', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAUNKNOWN'
    const { exit, stderr } = await run()
    expect(exit).toBe(3)
    expect(stderr).toContain('The AWS credentials of this computer have expired')
  })
})
