import { checkProperties } from '../../../local/template/allowed-properties.ts'

const allowed = ['TableName', 'KeySchema[].AttributeName', 'Environment.Variables.*', 'PolicyDocument.**']

test('allowed paths cover lists, free names and free documents', () => {
  const properties = {
    TableName: 't',
    KeySchema: [{ AttributeName: 'pk' }],
    Environment: { Variables: { ANY: '1' } },
    PolicyDocument: { Statement: [{ Effect: 'Allow' }] },
  }
  expect(() => checkProperties('R', { KeySchema: [], Environment: {} }, allowed)).not.toThrow()
  expect(() => checkProperties('R', properties, allowed)).not.toThrow()
})

test.each([
  [{ Tablename: 't' }, 'property Tablename'],
  [{ KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] }, 'property KeySchema[].KeyType'],
  [{ Environment: { Variables: { A: { b: 1 } } } }, 'property Environment.Variables.A.b'],
  [{ KeySchema: 'pk' }, 'property KeySchema'],
  [{ VpcConfig: {} }, 'property VpcConfig'],
  [{ Layers: [] }, 'property Layers'],
])('%j is refused by its path', (properties, message) => {
  expect(() => checkProperties('stack S, resource R', properties, allowed)).toThrow(
    `stack S, resource R: ${message} is not`,
  )
})
