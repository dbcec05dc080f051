import { key, openRegistry } from './registry.ts'

const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/registry'

test.each([
  [
    'GetItem',
    { TableName: 'registry', Key: key('a') },
    [{ action: 'dynamodb:GetItem', resource: table, context: { 'dynamodb:LeadingKeys': ['a'] } }],
  ],
  [
    'UpdateItem',
    { TableName: 'registry', Key: key('a'), ReturnValues: 'ALL_NEW' },
    [
      {
        action: 'dynamodb:UpdateItem',
        resource: table,
        context: { 'dynamodb:LeadingKeys': ['a'], 'dynamodb:ReturnValues': 'ALL_NEW' },
      },
    ],
  ],
  [
    'Query',
    { TableName: 'registry', IndexName: 'byOrder' },
    [{ action: 'dynamodb:Query', resource: `${table}/index/byOrder` }],
  ],
  ['Scan', { TableName: 'registry' }, [{ action: 'dynamodb:Scan', resource: table }]],
  ['ListTables', {}, [{ action: 'dynamodb:ListTables', resource: '*' }]],
  ['TagResource', { ResourceArn: table }, [{ action: 'dynamodb:TagResource', resource: table }]],
  [
    'DescribeTable',
    { TableName: 'other' },
    [{ action: 'dynamodb:DescribeTable', resource: table.replace('registry', 'other') }],
  ],
  [
    'BatchWriteItem',
    { RequestItems: { registry: [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }] } },
    [{ action: 'dynamodb:BatchWriteItem', resource: table, context: { 'dynamodb:LeadingKeys': ['a', 'b'] } }],
  ],
  [
    'BatchGetItem',
    { RequestItems: { registry: { Keys: [key('a')] } } },
    [{ action: 'dynamodb:BatchGetItem', resource: table, context: { 'dynamodb:LeadingKeys': ['a'] } }],
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'registry', Item: key('a') } },
        { Update: { TableName: 'registry', Key: key('b') } },
        { ConditionCheck: { TableName: 'registry', Key: key('c') } },
      ],
    },
    [
      ['PutItem', 'a'],
      ['UpdateItem', 'b'],
      ['ConditionCheckItem', 'c'],
    ].map(([action, leading]) => ({
      action: `dynamodb:${action}`,
      resource: table,
      context: { 'dynamodb:LeadingKeys': [leading], 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
    })),
  ],
])('%s needs what the Service Authorization Reference says', async (operation, input, needed) => {
  const db = await openRegistry()
  expect(db.authorizations({ operation, input })).toEqual(needed)
})
