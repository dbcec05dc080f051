import { call, key, openRegistry } from './registry.ts'

test('only items whose time is past and no older than five years expire, and their index entries with them', async () => {
  const now = 1_700_000_000_000
  const db = await openRegistry()
  const items: [string, object][] = [
    ['past', { ttl: { N: '1699999999' }, orderId: { S: 'o' }, imei: { S: 'i' } }],
    ['future', { ttl: { N: '1700000001' } }],
    ['long ago', { ttl: { N: '1500000000' } }],
    ['text', { ttl: { S: '1699999999' } }],
    ['none', {}],
  ]
  for (const [pk, more] of items) await call(db, 'PutItem', { TableName: 'registry', Item: { ...key(pk), ...more } })
  expect(await db.expire(now)).toBe(1)
  expect((await call(db, 'GetItem', { TableName: 'registry', Key: key('past') })).Item).toBeUndefined()
  expect((await call(db, 'Scan', { TableName: 'registry', Select: 'COUNT' })).Count).toBe(4)
  expect((await call(db, 'Scan', { TableName: 'registry', IndexName: 'byOrder', Select: 'COUNT' })).Count).toBe(0)
  expect(await db.expire(now)).toBe(0)
})
