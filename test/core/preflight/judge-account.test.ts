import type { AccountFacts, PlannedStage } from '../../../core/preflight/account-facts.ts'
import { judgeAccount } from '../../../core/preflight/judge-account.ts'
import { denied, emptyAccount, plan, read } from './support.ts'

const judge = (facts: Partial<AccountFacts> = {}, planned: Partial<PlannedStage> = {}) =>
  judgeAccount({ ...emptyAccount, ...facts }, { ...plan, ...planned })

const blocking = (judged: ReturnType<typeof judge>) =>
  judged.findings.filter(({ severity }) => severity !== 'info').map(({ severity, rule }) => `${severity} ${rule}`)

const role = 'arn:aws:iam::123456789012:role/somebody-elses'
const logging = (more: object = {}) => read({ isDisabled: false, roleArn: role, events: [], ...more })
const taken = (type: string, name: string, stack: AccountFacts['taken'][number]['stack'], isKept = false) => ({
  taken: [{ type, name, stack, isKept }],
})
const stack = (name: string, status: string) => ({ stacks: read([{ name, status }]) })
const quota = (name: string, value: number) => ({ quotas: read([{ name, value }]) })
const policy = (name: string) => ({
  policies: read({
    some: [{ name, document: '{"Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}' }],
    total: 1,
    isAll: true,
  }),
})

test('an empty account that was bootstrapped has nothing in the way, and what it will cost is told', () => {
  const judged = judge()
  expect(blocking(judged)).toEqual([])
  expect(judged.notChecked).toEqual([])
  const costs = judged.findings.find(({ rule }) => rule === 'standing-costs')?.costs
  expect(costs).toContain('6.80')
  expect(judged.findings.find(({ rule }) => rule === 'logging-free')?.costs).toContain('USD 0.50 a GB')
})

const rows: [what: string, expected: string[], facts: Partial<AccountFacts>, planned?: Partial<PlannedStage>][] = [
  ['credentials of another account', ['error place'], {}, { accountId: '999999999999' }],
  ['another stage', ['warning another-stage'], stack('mintmark-dev-registry', 'CREATE_COMPLETE')],
  ['no bootstrap', ['error not-bootstrapped'], { bootstrap: read(undefined) }],
  ['an old bootstrap', ['error bootstrap-old'], { bootstrap: read({ status: 'CREATE_COMPLETE', version: 5 }) }],
  ['a bootstrap of no version', ['error bootstrap-old'], { bootstrap: read({ status: 'UPDATE_COMPLETE' }) }],
  ['a failed bootstrap', ['error bootstrap-failed'], { bootstrap: read({ status: 'ROLLBACK_COMPLETE', version: 28 }) }],
  ['an update that went back', [], { bootstrap: read({ status: 'UPDATE_ROLLBACK_COMPLETE', version: 28 }) }],
  ['an upgrade', [], stack('mintmark-prod-registry', 'UPDATE_COMPLETE')],
  ['an upgrade after one that went back', [], stack('mintmark-prod-registry', 'UPDATE_ROLLBACK_COMPLETE')],
  ['a first deployment that failed', ['error stack-stuck'], stack('mintmark-prod-registry', 'ROLLBACK_COMPLETE')],
  ['a removal that failed', ['error stack-stuck'], stack('mintmark-prod-registry', 'DELETE_FAILED')],
  ['a rollback that failed', ['error stack-stuck'], stack('mintmark-prod-registry', 'UPDATE_ROLLBACK_FAILED')],
  ['a deployment under way', ['error stack-busy'], stack('mintmark-prod-registry', 'UPDATE_IN_PROGRESS')],
  ['a change set nobody carried out', [], stack('mintmark-prod-registry', 'REVIEW_IN_PROGRESS')],
  ['somebody else’s failed stack', [], stack('web', 'ROLLBACK_COMPLETE')],
  ['a queue of another stack', ['error name-taken'], taken('AWS::SQS::Queue', 'q', read('web'))],
  ['a queue of our stack', [], taken('AWS::SQS::Queue', 'q', read('mintmark-prod-registry'))],
  ['a queue of nobody', ['error name-taken'], taken('AWS::SQS::Queue', 'q', read(undefined))],
  ['a table that was left', ['error left-behind'], taken('AWS::DynamoDB::Table', 't', read(undefined), true)],
  ['a queue of who knows whom', ['warning name-taken'], taken('AWS::SQS::Queue', 'q', denied('x:Y'))],
  ['logging of somebody else', ['error logging-taken'], { logging: logging() }],
  ['logging of ours', [], { logging: logging(), isLoggingOurs: read(true) }],
  ['logging of who knows whom', ['warning logging-taken'], { logging: logging(), isLoggingOurs: denied('x:Y') }],
  ['nothing to adopt', ['error nothing-to-adopt'], {}, { iotLogging: 'adopt' }],
  ['adopted, without the event', ['warning refusals-not-logged'], { logging: logging() }, { iotLogging: 'adopt' }],
  ['adopted, off', ['warning logging-off'], { logging: logging({ isDisabled: true }) }, { iotLogging: 'adopt' }],
  ['no logging wanted', ['warning logging-not-wanted'], {}, { iotLogging: 'off' }],
  ['a broad policy', ['warning broad-policy'], policy('all')],
  ['our own policy', [], policy('mintmark-prod-device')],
  ['a new account of 10 functions', ['error concurrency'], { concurrency: read({ account: 10, unreserved: 10 }) }],
  ['just too few functions', ['warning concurrency'], { concurrency: read({ account: 25, unreserved: 25 }) }],
  ['as many functions as needed', [], { concurrency: read({ account: 26, unreserved: 26 }) }],
  ['a low quota', ['error quota'], quota('Max CreateCertificateFromCsr API calls', 1)],
  ['a tight quota', ['warning quota'], quota('CreateCertificateFromCsr API TPS', 2)],
  ['a quota of another call', [], quota('CreateCertificateFromCsrOther', 1)],
]

test.each(rows)('%s → %j', (_what, expected, facts, planned = {}) => {
  const judged = judge(facts, planned)
  expect(blocking(judged)).toEqual(expected)
  for (const { severity, says, fails, repair } of judged.findings) {
    expect(says).toMatch(/\.$/)
    if (severity === 'info') continue
    expect(fails).toBeDefined()
    if (severity === 'error') expect(repair.length).toBeGreaterThan(0)
  }
})

test('adopted logging that has the event is fine; a repair keeps the other events', () => {
  const own = { eventType: 'Connection.AuthNError', logLevel: 'ERROR', logDestination: 'mintmark-prod-iot' }
  const other = { eventType: 'Connect', logLevel: 'INFO' }
  expect(blocking(judge({ logging: logging({ events: [own, other] }) }, { iotLogging: 'adopt' }))).toEqual([])
  const judged = judge({ logging: logging({ events: [other] }) }, { iotLogging: 'adopt' })
  const repair = judged.findings.find(({ rule }) => rule === 'refusals-not-logged')?.repair.at(-1)
  expect(repair).toContain(JSON.stringify([other, own]))
})

test('160 stations need more than AWS IoT gives by default, and the default is told as documented and not read', () => {
  const { findings } = judge({}, { stations: 160 })
  const low = findings.filter(({ rule, severity }) => rule === 'quota' && severity === 'error').map(({ says }) => says)
  expect(low).toHaveLength(5)
  expect(low[0]).toBe(
    'CreateCertificateFromCsr: 15 a second (the lowest documented default, not read from this account); 160 stations with a unit every 10 s need 16.',
  )
})

test('a quota that was read says so', () => {
  const { findings } = judge(quota('CreateCertificateFromCsr API TPS', 50))
  expect(findings.find(({ says }) => says.startsWith('CreateCertificateFromCsr'))?.says).toContain(
    '50 a second (read from this account)',
  )
})

test('names of one kind and owner are one finding', () => {
  const groups = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
    type: 'AWS::Logs::LogGroup',
    name,
    stack: read('web'),
    isKept: false,
  }))
  const { findings } = judge({ taken: groups })
  expect(findings.filter(({ rule }) => rule === 'name-taken').map(({ says }) => says)).toEqual([
    'Logs LogGroup a, b, c and 2 more: of stack web, which is not of this stage.',
  ])
})

test('what could not be read is told as not checked with the action, and never as fine', () => {
  const unread: Partial<AccountFacts> = {
    stacks: denied('cloudformation:ListStacks'),
    bootstrap: denied('cloudformation:DescribeStacks'),
    unread: [{ type: 'AWS::SQS::Queue', action: 'sqs:GetQueueUrl', why: 'these credentials may not' }],
    logging: denied('iot:GetV2LoggingOptions'),
    policies: denied('iot:ListPolicies'),
    concurrency: denied('lambda:GetAccountSettings'),
    quotas: denied('servicequotas:ListServiceQuotas'),
    endpoint: denied('iot:DescribeEndpoint'),
    domainConfigurations: denied('iot:ListDomainConfigurations'),
    trustAnchors: denied('rolesanywhere:ListTrustAnchors'),
  }
  const { findings, notChecked } = judge(unread)
  const denials = Object.values<unknown>(unread).flatMap((it) =>
    (Array.isArray(it) ? it : [it]).map(({ action }: { action: string }) => action),
  )
  expect(denials).toHaveLength(10)
  expect(notChecked.map(({ why }) => why.split(':').slice(0, 2).join(':')).toSorted()).toEqual(denials.toSorted())
  const fine = findings.map(({ rule }) => rule)
  for (const rule of ['bootstrapped', 'first-deployment', 'logging-free', 'no-broad-policy', 'concurrency', 'endpoint'])
    expect(fine).not.toContain(rule)
})

test('policies that were too many to look at are told', () => {
  const { notChecked } = judge({ policies: read({ some: [], total: 300, isAll: false }) })
  expect(notChecked).toEqual([{ what: 'the other IoT policies', why: 'iot:GetPolicy: 0 of 300 were looked at' }])
})
