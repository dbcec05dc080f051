import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { createLogs, type LogsOptions } from '../../../local/logs/create-logs.ts'
import { openStore } from '../../../local/state/store.ts'
import { serve } from '../support/serve.ts'

const start = 1_700_000_000_000

const open = async (options: Partial<LogsOptions> = {}) => {
  const time = { now: start }
  const logs = createLogs({
    store: openStore(),
    clock: () => time.now,
    region: 'eu-west-1',
    accountId: '123456789012',
    ...options,
  })
  const served = await serve(logs)
  const client = new CloudWatchLogsClient(served.client)
  return {
    logs,
    client,
    time,
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      await served[Symbol.asyncDispose]()
    },
  }
}

test('groups and streams are created, described and deleted', async () => {
  await using local = await open()
  const { client, logs } = local
  await client.send(new CreateLogGroupCommand({ logGroupName: '/aws/a' }))
  logs.createLogGroup({ LogGroupName: '/aws/b', RetentionInDays: 14 })
  await client.send(new PutRetentionPolicyCommand({ logGroupName: '/aws/a', retentionInDays: 1 }))
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }))
  expect(logGroups?.map(({ logGroupName, retentionInDays, arn }) => [logGroupName, retentionInDays, arn])).toEqual([
    ['/aws/a', 1, 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/a:*'],
    ['/aws/b', 14, 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/b:*'],
  ])
  await client.send(new CreateLogStreamCommand({ logGroupName: '/aws/a', logStreamName: 's' }))
  const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: '/aws/a' }))
  expect(logStreams).toMatchObject([{ logStreamName: 's', creationTime: start }])
  await client.send(new DeleteLogGroupCommand({ logGroupName: '/aws/a' }))
  expect(logs.hasGroup('/aws/a')).toBe(false)
})

test('events are put, read by stream in pages, and filtered over streams', async () => {
  await using local = await open()
  const { client, logs } = local
  logs.createLogGroup({ LogGroupName: 'g' })
  const group = { logGroupName: 'g' }
  await client.send(new CreateLogStreamCommand({ ...group, logStreamName: 's1' }))
  const logEvents = [1, 2, 3, 4, 5].map((n) => ({ timestamp: start + n, message: `line ${n}` }))
  await client.send(new PutLogEventsCommand({ ...group, logStreamName: 's1', logEvents }))
  logs.append('g', 's2', ['line 0'])
  const stream = { ...group, logStreamName: 's1' }
  const head = await client.send(new GetLogEventsCommand({ ...stream, limit: 2, startFromHead: true }))
  expect(head.events?.map(({ message }) => message)).toEqual(['line 1', 'line 2'])
  const next = await client.send(new GetLogEventsCommand({ ...stream, limit: 2, nextToken: head.nextForwardToken }))
  expect(next.events?.map(({ message }) => message)).toEqual(['line 3', 'line 4'])
  const back = await client.send(new GetLogEventsCommand({ ...stream, limit: 2, nextToken: next.nextBackwardToken }))
  expect(back.events?.map(({ message }) => message)).toEqual(['line 1', 'line 2'])
  const tail = await client.send(new GetLogEventsCommand({ ...stream, limit: 1 }))
  expect(tail.events?.map(({ message }) => message)).toEqual(['line 5'])
  const end = await client.send(new GetLogEventsCommand({ ...stream, nextToken: tail.nextForwardToken }))
  expect([end.events, end.nextForwardToken]).toEqual([[], tail.nextForwardToken])

  const found: (string | undefined)[] = []
  let nextToken: string | undefined
  do {
    const range = { startTime: start, endTime: start + 4, limit: 2 }
    const page = await client.send(new FilterLogEventsCommand({ ...group, ...range, filterPattern: 'line', nextToken }))
    found.push(...(page.events ?? []).map(({ logStreamName, message }) => `${logStreamName} ${message}`))
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  expect(found).toEqual(['s2 line 0', 's1 line 1', 's1 line 2', 's1 line 3', 's1 line 4'])
})

test('retention hides what is older', async () => {
  await using local = await open()
  const { logs, time } = local
  logs.createLogGroup({ LogGroupName: 'g', RetentionInDays: 3 })
  logs.append('g', 's', ['old'])
  time.now += 2 * 86_400_000
  logs.append('g', 's', ['new'])
  expect(logs.read('g')).toHaveLength(2)
  time.now += 86_400_001
  expect(logs.read('g').map(({ message }) => message)).toEqual(['new'])
  expect(() => logs.createLogGroup({ LogGroupName: 'g', RetentionInDays: 4 })).toThrow('not 4')
})

test('groups and events survive a restart, and new events come after the old ones', async () => {
  const store = openStore()
  {
    await using before = await open({ store })
    before.logs.createLogGroup({ LogGroupName: 'g' })
    before.logs.append('g', 's', ['one', 'two'])
  }
  await using after = await open({ store })
  after.logs.createLogGroup({ LogGroupName: 'g' })
  after.logs.append('g', 's', ['three'])
  expect(after.logs.read('g').map(({ message }) => message)).toEqual(['one', 'two', 'three'])
})

test('lines in embedded metric format become metrics', async () => {
  const seen: unknown[] = []
  await using local = await open({ onMetrics: (data) => void seen.push(...data) })
  local.logs.createLogGroup({ LogGroupName: 'g' })
  const line = {
    _aws: {
      Timestamp: start,
      CloudWatchMetrics: [
        {
          Namespace: 'Mint',
          Dimensions: [['stage'], []],
          Metrics: [{ Name: 'mintMs', Unit: 'Milliseconds' }, { Name: 'none' }],
        },
      ],
    },
    stage: 'dev',
    mintMs: [5, 7],
  }
  local.logs.append('g', 's', [JSON.stringify(line), 'plain "_aws" text', '{"a":1}'])
  const datum = { namespace: 'Mint', name: 'mintMs', values: [5, 7], unit: 'Milliseconds', timestamp: start }
  expect(seen).toEqual([
    { ...datum, dimensions: { stage: 'dev' } },
    { ...datum, dimensions: {} },
  ])
})

test('what is not there and what is not known is refused by name', async () => {
  await using local = await open()
  const { client, logs } = local
  await expect(client.send(new FilterLogEventsCommand({ logGroupName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: expect.stringContaining('none'),
  })
  expect(() => logs.append('none', 's', ['x'])).toThrow('log group does not exist: none')
  const query = new StartQueryCommand({ logGroupName: 'g', startTime: 0, endTime: 1, queryString: 'fields @message' })
  await expect(client.send(query)).rejects.toMatchObject({ message: expect.stringContaining('StartQuery') })
  expect(() => logs.createLogGroup({ LogGroupName: 'g', KmsKeyId: 'k' })).toThrow('KmsKeyId')
  logs.createLogGroup({ LogGroupName: 'g' })
  await expect(client.send(new CreateLogGroupCommand({ logGroupName: 'g' }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  })
})

test.each([
  ['FilterLogEvents', { logGroupName: 'g' }, 'log-group:g:log-stream:'],
  ['GetLogEvents', { logGroupName: 'g', logStreamName: 's' }, 'log-group:g:log-stream:s'],
  [
    'FilterLogEvents',
    { logGroupIdentifier: 'arn:aws:logs:eu-west-1:123456789012:log-group:g:*' },
    'log-group:g:log-stream:',
  ],
  ['DescribeLogGroups', {}, 'log-group::log-stream:'],
])('%s needs its action on its group', async (operation, input, resource) => {
  await using local = await open()
  expect(local.logs.authorizations({ operation, input })).toEqual([
    { action: `logs:${operation}`, resource: `arn:aws:logs:eu-west-1:123456789012:${resource}` },
  ])
})
