import { noteFailedConnect } from '../../../lambdas/adapters/registry/failed-connects.ts'
import { createDynamoDb } from '../../../local/dynamodb/create-dynamo-db.ts'
import { registryTable } from '../../../scripts/benchmarks/registry/registry-table.ts'
import { call } from '../../local/dynamodb/registry.ts'
import { imeiOf } from '../../support/unit.ts'
import { documentClientOn } from '../../support/use-case-cloud.ts'

const day = 24 * 3_600_000
/** DynamoDB deletes what expired "within a few days", typically two (Developer Guide, "Using time to live"). */
const untilDeleted = 2 * day

test('time to live takes every address out of the table within 30 days of the connect, and nothing else', async () => {
  const start = Date.UTC(2026, 10, 22, 3)
  let now = start
  const engine = await createDynamoDb({ clock: () => now, region: 'eu-west-1', accountId: '123456789012' })
  await engine.createTable({ ...registryTable(), TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } })
  const table = { client: documentClientOn(engine).document, name: 'mintmark-dev-registry' }
  const everything = async () =>
    JSON.stringify((await call(engine, 'Scan', { TableName: 'mintmark-dev-registry' })).Items)
  await call(engine, 'PutItem', {
    TableName: 'mintmark-dev-registry',
    Item: { pk: { S: 'DEVICE#1' }, sk: { S: 'DEVICE' }, schema: { N: '1' } },
  })

  // One device tries without end for a day, another once, an hour before its event arrives.
  for (let hours = 0; hours < 24; hours += 1) {
    now = start + hours * 3_600_000
    for (const [n, ipAddress] of [
      [1, '192.0.2.7'],
      [2, '2001:db8::7'],
    ] as const) {
      const attempt = { at: now - (n - 1) * 3_600_000, certificateId: 'ab'.repeat(32), reason: 'AUTHORIZATION_FAILED' }
      const noted = { ...attempt, sessionIdentifier: `${n}-${hours}`, ipAddress }
      await noteFailedConnect(table, imeiOf(n), noted, now)
    }
  }
  const last = now
  expect(await everything()).toMatch(/192\.0\.2\.7.*2001:db8::7|2001:db8::7.*192\.0\.2\.7/)
  expect(await engine.expire(last + 27 * day - 23 * 3_600_000)).toBe(0)
  await engine.expire(last + 30 * day - untilDeleted + 1000)
  expect(await everything()).not.toMatch(/192\.0\.2\.7|2001:db8::7|CONNECT#/)
  expect(await everything()).toContain('DEVICE#1')
  await engine.close()
})
