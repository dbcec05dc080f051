import { createDynamoDb } from '../../../local/dynamodb/create-dynamo-db.ts'
import { createStreamSources } from '../../../local/lambda/stream-sources.ts'
import { openStore } from '../../../local/state/store.ts'
import { call, key, place, registry } from '../dynamodb/registry.ts'
import { setUpFunctions } from './set-up.ts'

// Says which rows it got; a row named "bad" fails until it came three times, "worse" throws as often.
const consumer = `
  const seen = {}
  const mayPass = (pk) => (seen[pk] = (seen[pk] ?? 0) + 1) > 2
  export const handler = async ({ Records }) => {
    const rows = Records.map(({ dynamodb }) => dynamodb.Keys.pk.S)
    console.log('batch ' + rows.join(','))
    if (rows.includes('worse') && !mayPass('worse')) throw new Error('worse')
    const bad = Records.find(({ dynamodb }) => dynamodb.Keys.pk.S === 'bad')
    if (bad === undefined || mayPass('bad')) return { batchItemFailures: [] }
    return { batchItemFailures: [{ itemIdentifier: bad.dynamodb.SequenceNumber }] }
  }`

const setUp = async () => {
  const lambda = setUpFunctions()
  const dynamodb = await createDynamoDb({ ...place, clock: () => 1_700_000_000_000 })
  const { LatestStreamArn: streamArn = '' } = await dynamodb.createTable({
    ...registry,
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  lambda.add('consumer', consumer)
  const store = openStore()
  const checkpoints = store.collection<string>('checkpoints')
  const open = () =>
    createStreamSources({ ...lambda, dynamodb, checkpoints, log: (line) => void lambda.said.push(line) })
  const config = {
    streamArn,
    functionName: 'consumer',
    batchSize: 10,
    startingPosition: 'TRIM_HORIZON' as const,
    reportsItemFailures: true,
    bisectsOnError: false,
    isEnabled: true,
    filters: [],
  }
  const streamActions = ['GetRecords', 'GetShardIterator', 'DescribeStream'].map((name) => `dynamodb:${name}`)
  return {
    ...lambda,
    open,
    config,
    streamArn,
    allow: (actions = streamActions) =>
      lambda.identities.roles.putPolicy('role', 'follow', {
        Statement: [
          { Effect: 'Allow', Action: actions, Resource: streamArn },
          { Effect: 'Allow', Action: 'dynamodb:ListStreams', Resource: '*' },
        ],
      }),
    put: async (...pks: string[]) => {
      for (const pk of pks)
        await call(dynamodb, 'PutItem', {
          TableName: 'registry',
          Item: { ...key(pk), n: { N: String(Math.random()) } },
        })
    },
    batches: () =>
      lambda.lines.flatMap(({ text }) => {
        const [, rows] = /batch (\S*)$/.exec(text.trim()) ?? []
        return rows === undefined ? [] : [rows]
      }),
    stop: async () => {
      await lambda.close()
      await dynamodb.close()
    },
  }
}

let world: Awaited<ReturnType<typeof setUp>>
beforeEach(async () => {
  world = await setUp()
})
afterEach(() => world.stop())

const until = async (holds: () => boolean) => {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > end) throw new Error(`still waiting; batches: ${world.batches().join(' | ')}`)
}

test('records reach the function in order and in batches, those from before the start too', async () => {
  world.allow()
  await world.put('a', 'b', 'c')
  const sources = world.open()
  sources.create({ ...world.config, batchSize: 2 })
  sources.start()
  await sources.idle()
  expect(world.batches()).toEqual(['a,b', 'c'])
  await world.put('d')
  await sources.idle()
  expect(world.batches()).toEqual(['a,b', 'c', 'd'])
  await sources.stop()
})

test('LATEST begins with what comes after the start, and a later start goes on where the last one was', async () => {
  world.allow()
  await world.put('before')
  const first = world.open()
  first.create({ ...world.config, startingPosition: 'LATEST' })
  first.start()
  await first.idle()
  await first.stop()
  await world.put('meanwhile')
  const again = world.open()
  again.create({ ...world.config, startingPosition: 'LATEST' })
  again.start()
  await again.idle()
  expect(world.batches()).toEqual(['meanwhile'])
  await again.stop()
})

test('only what a filter names wakes the function', async () => {
  world.allow()
  const sources = world.open()
  sources.create({ ...world.config, filters: [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'device' }] } } } }] })
  sources.start()
  await world.put('order', 'device-1', 'order', 'device-2', 'order')
  await sources.idle()
  expect(world.batches().join(',')).toBe('device-1,device-2')
  await sources.stop()
})

test('from a failed record on everything is tried again, in order; what came before is done', async () => {
  world.allow()
  await world.put('a', 'bad', 'c')
  const sources = world.open()
  sources.create(world.config)
  sources.start()
  await until(() => world.batches().length === 3)
  await sources.idle()
  expect(world.batches()).toEqual(['a,bad,c', 'bad,c', 'bad,c'])
  expect(world.said[0]).toContain('tried again in 100 ms')
  await sources.stop()
})

test('a batch that throws is halved until the bad record stands alone', async () => {
  world.allow()
  await world.put('a', 'b', 'c', 'worse')
  const sources = world.open()
  sources.create({ ...world.config, bisectsOnError: true })
  sources.start()
  await until(() => world.batches().at(-1) === 'worse')
  await sources.idle()
  expect(world.batches()).toEqual(['a,b,c,worse', 'a,b', 'c,worse', 'c', 'worse'])
  await sources.stop()
})

test('a role that may not read the stream is refused in the words of Lambda', () => {
  const create = () => world.open().create(world.config)
  expect(create).toThrow('Please ensure the role can perform the GetRecords')
  world.allow(['dynamodb:GetRecords', 'dynamodb:GetShardIterator'])
  expect(create).toThrow('dynamodb:DescribeStream')
  world.allow()
  expect(() => world.open().create({ ...world.config, batchSize: 10_001 })).toThrow('Lambda takes 1 to 10000')
  create()
})
