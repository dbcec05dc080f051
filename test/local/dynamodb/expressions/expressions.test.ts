import { call, key, openRegistry } from '../registry.ts'

const target = { TableName: 'registry', Key: key('a') }

const withItem = async (attributes: object) => {
  const db = await openRegistry()
  await call(db, 'PutItem', { TableName: 'registry', Item: { ...key('a'), ...attributes } })
  return db
}

const update = async (attributes: object, UpdateExpression: string, values?: object) => {
  const db = await withItem(attributes)
  const input = { ...target, UpdateExpression, ReturnValues: 'ALL_NEW' }
  const answer = await call(db, 'UpdateItem', { ...input, ...(values && { ExpressionAttributeValues: values }) })
  const { pk: _, sk: __, ...rest } = answer.Attributes
  return rest
}

const list = (...values: string[]) => ({ L: values.map((S) => ({ S })) })

test('every value refers to the item before the update', async () => {
  const before = { n: { N: '1' }, was: { N: '0' } }
  expect(await update(before, 'SET was = n ADD n :one', { ':one': { N: '1' } })).toEqual({
    n: { N: '2' },
    was: { N: '1' },
  })
  expect(await update({ x: { S: 'x' }, y: { S: 'y' } }, 'SET x = y, y = x')).toEqual({ x: { S: 'y' }, y: { S: 'x' } })
})

test('list indices count from the old list, and a set beyond its end appends', async () => {
  const before = { l: list('0', '1', '2') }
  expect(await update(before, 'REMOVE l[0], l[1]')).toEqual({ l: list('2') })
  expect(await update(before, 'SET l[2] = :v REMOVE l[0]', { ':v': { S: 'new' } })).toEqual({ l: list('1', 'new') })
  expect(await update(before, 'SET l[9] = :v, l[7] = :w', { ':v': { S: 'nine' }, ':w': { S: 'seven' } })).toEqual({
    l: list('0', '1', '2', 'seven', 'nine'),
  })
})

test('numbers keep 38 digits', async () => {
  const before = { n: { N: '0.1' }, big: { N: '99999999999999999999999999999999999999' } }
  expect(await update(before, 'SET n = n + :v', { ':v': { N: '0.2' } })).toMatchObject({ n: { N: '0.3' } })
  expect(await update(before, 'SET big = big - :v', { ':v': { N: '1' } })).toMatchObject({
    big: { N: '99999999999999999999999999999999999998' },
  })
})

test('sets grow, shrink and go with their last member', async () => {
  const before = { s: { SS: ['a', 'b'] } }
  expect(await update(before, 'ADD s :v', { ':v': { SS: ['b', 'c'] } })).toEqual({ s: { SS: ['a', 'b', 'c'] } })
  expect(await update(before, 'DELETE s :v', { ':v': { SS: ['a', 'z'] } })).toEqual({ s: { SS: ['b'] } })
  expect(await update(before, 'DELETE s :v', { ':v': { SS: ['a', 'b'] } })).toEqual({})
})

test('if_not_exists, list_append and nested paths', async () => {
  const before = { m: { M: { n: { N: '1' } } }, l: list('a') }
  const values = { ':z': { N: '0' }, ':l': list('b'), ':s': { S: 's' } }
  const expression = 'SET m.n = if_not_exists(m.n, :z) + :z, m.k = if_not_exists(m.k, :s), l = list_append(l, :l)'
  expect(await update(before, expression, values)).toEqual({
    m: { M: { n: { N: '1' }, k: { S: 's' } } },
    l: list('a', 'b'),
  })
})

test('only whole answers are given of list elements', async () => {
  const before = { l: list('0', '1') }
  expect(await update(before, 'SET l[1] = :v', { ':v': { S: 'new' } })).toEqual({ l: list('0', 'new') })
  const db = await withItem(before)
  const input = { ...target, UpdateExpression: 'REMOVE l[0]', ReturnValues: 'UPDATED_NEW' }
  await expect(call(db, 'UpdateItem', input)).rejects.toMatchObject({ message: expect.stringContaining('ALL_NEW') })
})

test.each([
  ['SET a.b = :v', 'document path provided in the update expression is invalid'],
  ['SET x = lacking', 'refers to an attribute that does not exist in the item'],
  ['ADD t :n', 'incorrect data type'],
  ['SET pk = :v', 'This attribute is part of the key'],
  ['SET orderId = :n', 'Type mismatch for Index Key orderId'],
  ['SET orderId = l', 'secondary index key to unsupported type'],
  ['SET t = :v, t = :v', 'overlap'],
])('%s is refused and changes nothing', async (UpdateExpression, says) => {
  const before = { t: { S: 'text' }, l: list('a') }
  const values: Record<string, object> = { ':v': { S: 'v' }, ':n': { N: '1' } }
  const used = Object.fromEntries(Object.entries(values).filter(([name]) => UpdateExpression.includes(name)))
  const db = await withItem(before)
  const input = { ...target, UpdateExpression }
  await expect(
    call(db, 'UpdateItem', { ...input, ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }) }),
  ).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining(says) })
  expect((await call(db, 'GetItem', target)).Item).toEqual({ ...key('a'), ...before })
})

const attributes = {
  n: { N: '2' },
  t: { S: 'text' },
  b: { B: 'AAEC' },
  s: { SS: ['a', 'b'] },
  l: { L: [{ N: '1' }, { M: { k: { S: 'v' } } }] },
  m: { M: { deep: { L: [{ S: 'x' }] } } },
  nothing: { NULL: true },
}
const values: Record<string, object> = {
  ':two': { N: '2.0' },
  ':nine': { N: '9' },
  ':te': { S: 'te' },
  ':x': { S: 'x' },
  ':a': { S: 'a' },
  ':set': { SS: ['b', 'a'] },
  ':map': { M: { deep: { L: [{ S: 'x' }] } } },
  ':element': { M: { k: { S: 'v' } } },
  ':bytes': { B: 'AAE=' },
  ':S': { S: 'S' },
  ':NULL': { S: 'NULL' },
}

test.each([
  ['n = :two', true],
  ['n <> :two', false],
  ['n < :nine AND n <= :two AND n >= :two', true],
  ['n > :a', false],
  ['s = :set', true],
  ['m = :map', true],
  ['contains(l, :element)', true],
  ['contains(s, :a) AND NOT contains(s, :x)', true],
  ['contains(t, :te)', true],
  ['begins_with(t, :te)', true],
  ['begins_with(b, :bytes)', true],
  ['m.deep[0] = :x', true],
  ['attribute_exists(m.deep) AND attribute_not_exists(m.elsewhere)', true],
  ['attribute_not_exists(toString)', true],
  ['attribute_type(t, :S) AND attribute_type(nothing, :NULL)', true],
  ['size(s) = :two', true],
  ['size(lacking) < :nine', false],
  ['lacking = absent', true],
  ['lacking <> absent', false],
  ['lacking < absent', false],
  ['lacking <> :x', true],
  ['NOT lacking = :x', true],
  ['n IN (:x, :two)', true],
  ['n BETWEEN :two AND :nine', true],
  ['n BETWEEN n AND t', false],
  ['n = :nine OR (t = :x OR n = :two)', true],
])('condition %s is %s', async (ConditionExpression, holds) => {
  const db = await withItem(attributes)
  const used = Object.fromEntries(
    Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(ConditionExpression)),
  )
  const input = { TableName: 'registry', Item: key('a'), ConditionExpression }
  const put = call(db, 'PutItem', {
    ...input,
    ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
  })
  if (holds) await expect(put).resolves.toEqual({})
  else await expect(put).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
})
