import { evaluate } from '../../../../local/iot/policy/evaluate.ts'
import { type PolicyFacts, resolveFrom } from '../../../../local/iot/policy/variables.ts'

const arn = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`
interface Statement {
  Effect?: 'Allow' | 'Deny'
  Action?: string | string[]
  Resource: string | string[]
  Condition?: object
}
const policy = (policyName: string, ...statements: Statement[]) => ({
  policyName,
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Action: 'iot:Connect', ...statement })),
  }),
})
const judge = (
  policies: ReturnType<typeof policy>[],
  resource: string,
  facts: PolicyFacts = {},
  action = 'iot:Connect',
) => evaluate(policies, { action, resource: arn(resource), resolve: resolveFrom(facts) })
const decide = (statement: Statement, resource: string, facts: PolicyFacts = {}, action?: string) =>
  judge([policy('p', statement)], resource, facts, action).decision

const thing = { thingName: 'fleet-1', thingTypeName: 'modem', attributes: { order: '7' } }

test('nothing attached is denied; one policy allows; an explicit deny of another beats it', () => {
  const allow = policy('allow', { Resource: '*' })
  const deny = policy('deny', { Effect: 'Deny', Resource: arn('client/bad-*') })
  expect(judge([], 'client/x').decision).toBe('IMPLICIT_DENY')
  expect(judge([allow, deny], 'client/x')).toMatchObject({ decision: 'ALLOWED', allowedBy: ['allow'], deniedBy: [] })
  expect(judge([allow, deny], 'client/bad-1')).toMatchObject({
    decision: 'EXPLICIT_DENY',
    allowedBy: ['allow'],
    deniedBy: ['deny'],
  })
})

test.each<[string, Statement, string, PolicyFacts, string]>([
  ['* any run', { Resource: arn('client/a*z') }, 'client/a/b/z', {}, 'ALLOWED'],
  ['? one character', { Resource: arn('client/a?z') }, 'client/abbz', {}, 'IMPLICIT_DENY'],
  ['+ is a character', { Resource: arn('client/a+') }, 'client/aaa', {}, 'IMPLICIT_DENY'],
  ['a dot is a character', { Resource: arn('client/a.b') }, 'client/axb', {}, 'IMPLICIT_DENY'],
  ['another action', { Action: 'iot:Publish', Resource: '*' }, 'client/a', {}, 'IMPLICIT_DENY'],
  ['an action pattern in any case', { Action: 'IoT:con*', Resource: '*' }, 'client/a', {}, 'ALLOWED'],
  ['a list of resources', { Resource: [arn('client/a'), arn('client/b')] }, 'client/b', {}, 'ALLOWED'],
  ['the client ID', { Resource: arn('client/${iot:ClientId}') }, 'client/a', { clientId: 'a' }, 'ALLOWED'],
  [
    'the client ID, literally',
    { Resource: arn('client/${iot:ClientId}') },
    'client/abc',
    { clientId: 'a*' },
    'IMPLICIT_DENY',
  ],
  ['an escaped wildcard', { Resource: arn('client/${*}') }, 'client/abc', {}, 'IMPLICIT_DENY'],
  ['the thing', { Resource: arn('client/${iot:Connection.Thing.ThingName}') }, 'client/fleet-1', { thing }, 'ALLOWED'],
  [
    'an attribute of the thing',
    { Resource: arn('client/${iot:Connection.Thing.Attributes[order]}') },
    'client/7',
    { thing },
    'ALLOWED',
  ],
])('a resource pattern: %s', (_what, statement, resource, facts, expected) => {
  expect(decide(statement, resource, facts)).toBe(expected)
})

test('a variable without a value keeps its statement from matching, and is named', () => {
  const allow = policy('p', { Resource: arn('client/${iot:Connection.Thing.ThingName}') })
  expect(judge([allow], 'client/fleet-1')).toMatchObject({
    decision: 'IMPLICIT_DENY',
    missing: ['iot:Connection.Thing.ThingName'],
  })
  const other = { Resource: [arn('client/${iot:Connection.Thing.ThingName}'), arn('client/spare')] }
  expect(decide(other, 'client/spare')).toBe('ALLOWED')
})

const certificate = {
  serialNumber: '0a1b',
  subject: [
    { attribute: 'CommonName', value: 'unit-1' },
    { attribute: 'OrganizationalUnit', value: 'a' },
    { attribute: 'OrganizationalUnit', value: 'b' },
    { attribute: 'Organization', value: 'any*' },
  ],
  issuer: [{ attribute: 'Country', value: 'US' }],
}

test.each([
  ['iot:Certificate.Subject.CommonName', 'unit-1', 'ALLOWED'],
  ['iot:Certificate.Subject.OrganizationalUnit', 'a', 'ALLOWED'],
  ['iot:Certificate.Subject.OrganizationalUnit.1', 'b', 'ALLOWED'],
  ['iot:Certificate.Subject.OrganizationalUnit.2', 'b', 'IMPLICIT_DENY'],
  ['iot:Certificate.Subject.Organization', 'anything', 'IMPLICIT_DENY'],
  ['iot:Certificate.Issuer.Country', 'US', 'ALLOWED'],
  ['iot:Certificate.SerialNumber', '0a1b', 'ALLOWED'],
  ['iot:DomainName', 'host', 'ALLOWED'],
])('the variable %s', (variable, name, expected) => {
  const facts = { certificate, domainName: 'host' }
  expect(decide({ Resource: arn(`client/\${${variable}}`) }, `client/${name}`, facts)).toBe(expected)
})

const isAttached = (value: string | boolean) => ({ Bool: { 'iot:Connection.Thing.IsAttached': value } })
test.each<[string, object, PolicyFacts, string]>([
  ['IsAttached of an attached thing', isAttached('true'), { thing }, 'ALLOWED'],
  [
    'IsAttached as a JSON boolean in a list',
    { Bool: { 'iot:Connection.Thing.IsAttached': [true] } },
    { thing },
    'ALLOWED',
  ],
  ['IsAttached without a thing', isAttached('true'), {}, 'IMPLICIT_DENY'],
  ['IsAttached false without a thing', isAttached('false'), {}, 'ALLOWED'],
  [
    'StringEquals with a variable',
    { StringEquals: { 'iot:ClientId': '${iot:Connection.Thing.ThingName}' } },
    { thing, clientId: 'fleet-1' },
    'ALLOWED',
  ],
  [
    'StringEquals takes no wildcard',
    { StringEquals: { 'iot:ClientId': 'fleet-*' } },
    { clientId: 'fleet-1' },
    'IMPLICIT_DENY',
  ],
  ['StringLike does', { StringLike: { 'iot:ClientId': ['x', 'fleet-*'] } }, { clientId: 'fleet-1' }, 'ALLOWED'],
  ['StringNotLike', { StringNotLike: { 'iot:ClientId': 'fleet-*' } }, { clientId: 'fleet-1' }, 'IMPLICIT_DENY'],
  ['StringNotEquals of an absent key', { StringNotEquals: { 'iot:DomainName': 'x' } }, {}, 'ALLOWED'],
  ['StringEquals of an absent key', { StringEquals: { 'iot:DomainName': 'x' } }, {}, 'IMPLICIT_DENY'],
  ['IfExists of an absent key', { StringEqualsIfExists: { 'iot:DomainName': 'x' } }, {}, 'ALLOWED'],
  [
    'StringEqualsIgnoreCase',
    { StringEqualsIgnoreCase: { 'iot:DomainName': 'HOST' } },
    { domainName: 'host' },
    'ALLOWED',
  ],
  ['IpAddress', { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, { sourceIp: '127.0.0.1' }, 'ALLOWED'],
  ['NotIpAddress', { NotIpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, { sourceIp: '127.0.0.1' }, 'IMPLICIT_DENY'],
  [
    'ForAllValues over connect attributes',
    { 'ForAllValues:StringEquals': { 'iot:ConnectAttributes': ['LastWill'] } },
    { connectAttributes: ['LastWill', 'PersistentConnect'] },
    'IMPLICIT_DENY',
  ],
  [
    'ForAllValues over nothing',
    { 'ForAllValues:StringEquals': { 'iot:ConnectAttributes': ['LastWill'] } },
    { connectAttributes: [] },
    'ALLOWED',
  ],
  [
    'ForAnyValue over a list of the certificate',
    { 'ForAnyValue:StringEquals': { 'iot:Certificate.Subject.OrganizationalUnit.List': 'b' } },
    { certificate },
    'ALLOWED',
  ],
])('a condition: %s', (_what, condition, facts, expected) => {
  expect(decide({ Resource: '*', Condition: condition }, 'client/x', facts)).toBe(expected)
})

test.each([
  ['variable', { Resource: arn('client/${iot:Nothing}') }, 'iot:Nothing'],
  ['condition key', { Resource: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'x' } } }, 'aws:SourceVpc'],
  ['operator', { Resource: '*', Condition: { DateLessThan: { 'iot:ClientId': 'x' } } }, 'DateLessThan'],
])('an unknown %s denies and is named', (_what, statement, named) => {
  const { decision, unknown } = judge([policy('fine', { Resource: '*' }), policy('odd', statement)], 'client/x')
  expect(decision).toBe('EXPLICIT_DENY')
  expect(unknown).toContain(named)
  expect(unknown).toContain('odd')
})
