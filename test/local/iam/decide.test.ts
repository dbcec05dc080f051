import { decide } from '../../../local/iam/decide.ts'
import { parsePolicy } from '../../../local/iam/policy-document.ts'

const judge = (
  statements: object | object[],
  action: string,
  resource = '*',
  context: Record<string, string | string[] | boolean> = {},
) =>
  decide(parsePolicy({ Version: '2012-10-17', Statement: statements }, 'policy P'), { action, resource, context })
    .result

const allow = (more: object) => ({ Effect: 'Allow', ...more })
const deny = (more: object) => ({ Effect: 'Deny', ...more })

test('nothing that matches is an implicit denial', () => {
  expect(judge(allow({ Action: 'iot:CreateThing', Resource: '*' }), 'iot:DeleteThing')).toBe('implicitly denied')
})

test('an explicit denial beats every permission and is named', () => {
  const statements = parsePolicy(
    {
      Statement: [
        allow({ Action: 'iot:*', Resource: '*' }),
        deny({ Sid: 'NoDelete', Action: 'iot:Delete*', Resource: '*' }),
      ],
    },
    'role r, policy p',
  )
  const decision = decide(statements, { action: 'iot:DeleteThing', resource: '*', context: {} })
  expect(decision).toMatchObject({
    result: 'explicitly denied',
    statement: { origin: 'role r, policy p, statement NoDelete' },
  })
})

test.each([
  ['iot:creatething', 'arn:aws:iot:eu-west-1:1:thing/a-1', 'allowed'],
  ['iot:CreateThing', 'arn:aws:iot:eu-west-1:1:thing/b-1', 'implicitly denied'],
  ['iot:CreateThing', 'arn:aws:iot:eu-west-1:2:thing/a-1', 'implicitly denied'],
])('%s on %s is %s: actions ignore case, wildcards stay between colons', (action, resource, expected) => {
  const statement = allow({ Action: ['iot:Create?hing'], Resource: 'arn:aws:iot:*:1:thing/a-*' })
  expect(judge(statement, action, resource)).toBe(expected)
})

test('NotAction and NotResource cover everything else', () => {
  const statement = allow({ NotAction: 'iot:Delete*', NotResource: 'arn:aws:iot:eu-west-1:1:thing/keep' })
  expect(judge(statement, 'iot:UpdateThing', 'arn:aws:iot:eu-west-1:1:thing/x')).toBe('allowed')
  expect(judge(statement, 'iot:DeleteThing', 'arn:aws:iot:eu-west-1:1:thing/x')).toBe('implicitly denied')
  expect(judge(statement, 'iot:UpdateThing', 'arn:aws:iot:eu-west-1:1:thing/keep')).toBe('implicitly denied')
})

test.each([
  [{ StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': '1' }, true],
  [{ StringEquals: { 'aws:SourceAccount': ['1', '2'] } }, { 'aws:sourceaccount': '2' }, true],
  [{ StringEquals: { 'aws:SourceAccount': '1' } }, {}, false],
  [{ StringEqualsIfExists: { 'aws:SourceAccount': '1' } }, {}, true],
  [{ StringNotEquals: { 'aws:SourceAccount': '1' } }, {}, true],
  [{ StringNotEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': '1' }, false],
  [{ StringLike: { 'iot:thingArn': 'arn:*:thing/fleet-*' } }, { 'iot:thingArn': 'arn:x:thing/fleet-1' }, true],
  [{ ArnLike: { 'aws:SourceArn': 'arn:aws:iot:*:1:rule/*' } }, { 'aws:SourceArn': 'arn:aws:iot:eu:1:rule/r' }, true],
  [
    { ArnNotLike: { 'aws:SourceArn': 'arn:aws:iot:*:1:rule/*' } },
    { 'aws:SourceArn': 'arn:aws:iot:eu:1:rule/r' },
    false,
  ],
  [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': true }, false],
  [{ Null: { 'aws:SourceArn': 'true' } }, {}, true],
  [{ Null: { 'aws:SourceArn': 'false' } }, {}, false],
  [{ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a', 'b'] } }, { 'dynamodb:LeadingKeys': ['a'] }, true],
  [{ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'a' } }, { 'dynamodb:LeadingKeys': ['a', 'c'] }, false],
  [{ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'a' } }, {}, true],
  [{ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': 'a*' } }, { 'dynamodb:LeadingKeys': ['c', 'ab'] }, true],
  [{ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': 'a*' } }, {}, false],
  [
    { StringEquals: { 'aws:SourceAccount': '1' }, ArnLike: { 'aws:SourceArn': 'arn:b' } },
    { 'aws:SourceAccount': '1', 'aws:SourceArn': 'arn:a' },
    false,
  ],
])('condition %j with %j holds: %s', (condition, context, holds) => {
  const statement = allow({ Action: '*', Resource: '*', Condition: condition })
  expect(judge(statement, 'x:Y', '*', context as Record<string, string>)).toBe(holds ? 'allowed' : 'implicitly denied')
})

test.each([
  [{ Condition: { DateLessThan: { 'aws:SourceArn': '1' } } }, 'condition operator DateLessThan is not supported'],
  [{ Condition: { StringEquals: { 'aws:UserAgent': 'x' } } }, 'condition key aws:UserAgent is not supported'],
  [{ Resource: 'arn:aws:iot:*:*:thing/${aws:username}' }, 'policy variables'],
  [{ Permission: 'x' }, 'element Permission is not supported'],
  [{ NotAction: 'x' }, 'needs either Action or NotAction'],
  [{ Effect: 'Maybe' }, 'Effect must be Allow or Deny, got "Maybe"'],
  [{ Principal: { Federated: 'x' } }, 'principals of the type Federated'],
])('a statement with %j is refused with a text that names it', (more, message) => {
  const statement = { Effect: 'Allow', Action: 'x:Y', Resource: '*', ...more }
  expect(() => parsePolicy({ Statement: [statement] }, 'role r, policy p')).toThrow(message)
})
