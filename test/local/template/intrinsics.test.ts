import { evaluate, noValue, type Scope } from '../../../local/template/intrinsics.ts'
import { TemplateError } from '../../../local/template/template-error.ts'

const scope: Scope = {
  where: 'stack S, resource R',
  ref: (name) => {
    if (name === 'AWS::NoValue') return noValue
    if (name === 'AWS::Region') return 'eu-west-1'
    if (name === 'Bucket') return 'b-1'
    throw new TemplateError(`stack S, resource R: unknown name ${name}`)
  },
  attribute: (logicalId, attribute) => `${logicalId}#${attribute}`,
  condition: (name) => name === 'Yes',
}

test.each([
  [{ Ref: 'Bucket' }, 'b-1'],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'Bucket#Arn'],
  [{ 'Fn::GetAtt': 'Bucket.Stream.Arn' }, 'Bucket#Stream.Arn'],
  [{ 'Fn::Sub': 'x-${AWS::Region}-${Bucket}-${Bucket.Arn}-${!Kept}' }, 'x-eu-west-1-b-1-Bucket#Arn-${Kept}'],
  [{ 'Fn::Sub': ['${own}/${Bucket}', { own: { Ref: 'AWS::Region' } }] }, 'eu-west-1/b-1'],
  [{ 'Fn::Join': [':', ['a', { Ref: 'Bucket' }, 3]] }, 'a:b-1:3'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Bucket' }] }] }, '1'],
  [{ 'Fn::If': ['Yes', 'y', { Ref: 'Nowhere' }] }, 'y'],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'No' }] }] }, true],
  [{ 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }, { 'Fn::Contains': [['1', '2'], '2'] }] }, true],
  [
    { kept: 1, gone: { Ref: 'AWS::NoValue' }, list: ['a', { Ref: 'AWS::NoValue' }] },
    { kept: 1, list: ['a'] },
  ],
  [
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ],
])('%j is %j', (expression, expected) => {
  expect(evaluate(expression, scope)).toEqual(expected)
})

test.each([
  [{ 'Fn::ImportValue': 'other' }, 'stack S, resource R: intrinsic Fn::ImportValue is not supported'],
  [{ 'Fn::GetAtt': ['a', 'b'], more: 1 }, 'intrinsic Fn::GetAtt with more is not supported'],
  [{ 'Fn::Join': [',', 'text'] }, 'Fn::Join needs a list, got "text"'],
  [{ 'Fn::Select': [7, ['a']] }, 'Fn::Select needs an index inside its list'],
  [{ Ref: 'Nowhere' }, 'unknown name Nowhere'],
])('%j is refused with a text that names it', (expression, message) => {
  expect(() => evaluate(expression, scope)).toThrow(message)
})
