import { metered } from '../../../local/dynamodb/meter.ts'

const capacity = {
  TableName: 't',
  CapacityUnits: 5,
  GlobalSecondaryIndexes: { byState: { CapacityUnits: 2 }, byOrder: { CapacityUnits: 1 } },
}

test('what a write consumes is counted, by index too, and kept from a caller that did not ask', async () => {
  const seen: object[] = []
  const { output, consumed } = await metered('UpdateItem', { TableName: 't' }, async (input) => {
    seen.push(input)
    return { Attributes: {}, ConsumedCapacity: capacity }
  })
  expect(seen).toEqual([{ TableName: 't', ReturnConsumedCapacity: 'INDEXES' }])
  expect(output).toEqual({ Attributes: {} })
  expect(consumed).toEqual({ writeUnits: 5, byIndex: { byState: 2, byOrder: 1 } })
})

test('a caller that asks gets what it asked for', async () => {
  const asked = { TableName: 't', ReturnConsumedCapacity: 'TOTAL' }
  const answer = { ConsumedCapacity: { TableName: 't', CapacityUnits: 0.5 } }
  const echo = async (input: object) => ({ ...answer, wasAskedFor: input })
  expect(await metered('GetItem', asked, echo)).toEqual({
    output: { ...answer, wasAskedFor: asked },
    consumed: { readUnits: 0.5 },
  })
})

test('the tables of a transaction add up; other operations consume nothing', async () => {
  const both = { ConsumedCapacity: [capacity, capacity] }
  expect((await metered('TransactWriteItems', {}, async () => both)).consumed).toEqual({
    writeUnits: 10,
    byIndex: { byState: 4, byOrder: 2 },
  })
  expect(await metered('DescribeTable', {}, async () => 'table')).toEqual({ output: 'table' })
})
