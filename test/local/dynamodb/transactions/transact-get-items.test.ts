import { call, key, openRegistry } from '../registry.ts'

const get = (pk: string, more = {}) => ({ Get: { TableName: 'registry', Key: key(pk), ...more } })

test('reads in the order asked, an empty answer for what is absent, two units for each', async () => {
  const db = await openRegistry()
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('a'), n: { N: '1' }, m: { N: '2' } } })
  const answer = await call(db, 'TransactGetItems', {
    TransactItems: [get('absent'), get('a', { ProjectionExpression: '#n', ExpressionAttributeNames: { '#n': 'n' } })],
    ReturnConsumedCapacity: 'INDEXES',
  })
  expect(answer).toEqual({
    Responses: [{}, { Item: { n: { N: '1' } } }],
    ConsumedCapacity: [
      {
        TableName: 'registry',
        CapacityUnits: 4,
        ReadCapacityUnits: 4,
        Table: { CapacityUnits: 4, ReadCapacityUnits: 4 },
      },
    ],
  })
})

test('a key that does not fit cancels with its reason', async () => {
  const db = await openRegistry()
  const wrong = { Get: { TableName: 'registry', Key: { pk: { S: 'a' } } } }
  await expect(call(db, 'TransactGetItems', { TransactItems: [get('a'), wrong] })).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    details: { CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }] },
  })
})

test('one item twice is refused', async () => {
  const db = await openRegistry()
  await expect(call(db, 'TransactGetItems', { TransactItems: [get('a'), get('a')] })).rejects.toMatchObject({
    name: 'ValidationException',
  })
})
