import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, key, openDb, openRegistry } from './registry.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mintmark-dynamodb-'))
})
afterEach(() => rm(directory, { recursive: true }))

test('tables, items, index entries, settings and tokens survive a restart', async () => {
  const transaction = {
    ClientRequestToken: 'once',
    TransactItems: [
      {
        Update: {
          TableName: 'registry',
          Key: key('order'),
          UpdateExpression: 'ADD n :one SET orderId = :o, imei = :o',
          ExpressionAttributeValues: { ':one': { N: '1' }, ':o': { S: 'o' } },
        },
      },
    ],
  }
  const first = await openRegistry({ directory })
  await call(first, 'TransactWriteItems', transaction)
  const described = await call(first, 'DescribeTable', { TableName: 'registry' })
  await first.close()

  const second = await openDb({ directory })
  await call(second, 'TransactWriteItems', transaction)
  const item = { ...key('order'), n: { N: '1' }, orderId: { S: 'o' }, imei: { S: 'o' } }
  expect((await call(second, 'Scan', { TableName: 'registry', IndexName: 'byOrder' })).Items).toEqual([item])
  expect(await call(second, 'DescribeTable', { TableName: 'registry' })).toEqual(described)
  expect(await call(second, 'DescribeTimeToLive', { TableName: 'registry' })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' },
  })
  await second.close()
})

test('a second process on the same directory is refused', async () => {
  const first = await openDb({ directory })
  await expect(openDb({ directory })).rejects.toThrow('another local cloud may be using it')
  await first.close()
})

test('a kill loses no answered write and leaves no half transaction', async () => {
  const writer = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/local/dynamodb/writer.ts', directory],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let answered = 0
  for await (const chunk of writer.stdout) {
    answered += String(chunk).split('\n').length - 1
    if (answered >= 30) break
  }
  const ended = new Promise((resolve) => writer.on('exit', resolve))
  writer.kill('SIGKILL')
  await ended
  const db = await openDb({ directory })
  const { Item } = await call(db, 'GetItem', { TableName: 'registry', Key: key('order') })
  const { Count } = await call(db, 'Scan', { TableName: 'registry', IndexName: 'byOrder', Select: 'COUNT' })
  expect(Count).toBe(Number(Item.used.N))
  expect(Count).toBeGreaterThanOrEqual(answered)
  await db.close()
})
