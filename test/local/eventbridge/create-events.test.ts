import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { createEvents } from '../../../local/eventbridge/create-events.ts'
import type { BusEvent } from '../../../local/eventbridge/event.ts'
import { readRate } from '../../../local/eventbridge/schedule.ts'
import { serve } from '../support/serve.ts'

const setUp = async () => {
  const time = { now: Date.UTC(2026, 10, 22, 3) }
  const delivered: [target: string, event: BusEvent][] = []
  const said: string[] = []
  const events = createEvents({
    clock: () => time.now,
    region: 'eu-west-1',
    accountId: '123456789012',
    deliver: async (_, target, event) => {
      if (target === 'broken') throw new Error('nobody there')
      delivered.push([target, event])
    },
    log: (line) => said.push(line),
  })
  const served = await serve(events)
  const client = new EventBridgeClient(served.client)
  const rule = (name: string, more: object) =>
    events.putRule({ name, arn: `arn:…/${name}`, targets: [{ id: 't', arn: name }], ...more })
  return {
    events,
    client,
    delivered,
    said,
    rule,
    pass: async (ms: number) => {
      time.now += ms
      events.runDue()
      await events.idle()
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy()
      events.stop()
      await served[Symbol.asyncDispose]()
    },
  }
}

const entry = (Detail: string, Source = 'shop') => ({ Source, DetailType: 'Order Opened', Detail })

test('an event reaches the rules whose pattern it matches, in the form of the guide', async () => {
  await using world = await setUp()
  world.rule('wanted', { pattern: { source: ['shop'], detail: { n: [1] } } })
  world.rule('other', { pattern: { source: ['bank'] } })
  const answer = await world.client.send(new PutEventsCommand({ Entries: [entry('{"n":1}')] }))
  await world.events.idle()
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] })
  expect(world.delivered).toEqual([
    [
      'wanted',
      {
        version: '0',
        id: answer.Entries?.[0]?.EventId,
        'detail-type': 'Order Opened',
        source: 'shop',
        account: '123456789012',
        time: '2026-11-22T03:00:00Z',
        region: 'eu-west-1',
        resources: [],
        detail: { n: 1 },
      },
    ],
  ])
})

test('each entry is taken or refused for itself', async () => {
  await using world = await setUp()
  const Entries = [entry('{"n":1}'), entry('[1]'), entry('{'), entry('{}', 'aws.iot'), { Source: 'shop', Detail: '{}' }]
  const answer = await world.client.send(new PutEventsCommand({ Entries }))
  expect(answer.FailedEntryCount).toBe(4)
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'MalformedDetail',
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    'InvalidArgument',
  ])
  expect(world.events.published()).toHaveLength(1)
})

test('more than ten entries, or another bus, are refused', async () => {
  await using world = await setUp()
  const eleven = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => entry('{}')) })
  await expect(world.client.send(eleven)).rejects.toThrow('Entries must have 1 to 10 members, not 11')
  const elsewhere = new PutEventsCommand({ Entries: [{ ...entry('{}'), EventBusName: 'mine' }] })
  await expect(world.client.send(elsewhere)).rejects.toThrow('Event bus mine does not exist')
})

test('every caller needs events:PutEvents on the bus, by source', async () => {
  await using world = await setUp()
  expect(world.events.authorizations({ operation: 'PutEvents', input: { Entries: [entry('{}')] } })).toEqual([
    {
      action: 'events:PutEvents',
      resource: 'arn:aws:events:eu-west-1:123456789012:event-bus/default',
      context: { 'events:source': 'shop', 'events:detail-type': 'Order Opened' },
    },
  ])
})

test('a schedule runs when its interval has passed, and again', async () => {
  await using world = await setUp()
  world.rule('hourly', { everyMs: readRate('rate(1 hour)') })
  world.events.start()
  await world.pass(59 * 60_000)
  expect(world.delivered).toEqual([])
  for (let hour = 0; hour < 3; hour += 1) await world.pass(60 * 60_000)
  expect(world.delivered).toHaveLength(3)
  expect(world.delivered[0]?.[1]).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    resources: ['arn:…/hourly'],
    detail: {},
  })
  world.events.fire('hourly')
  expect(world.delivered).toHaveLength(4)
  expect(() => world.events.fire('nightly')).toThrow('there is no scheduled rule nightly; known: hourly')
})

test('a target that cannot be reached is said aloud', async () => {
  await using world = await setUp()
  world.rule('broken', { everyMs: 60_000 })
  world.events.fire('broken')
  await world.events.idle()
  expect(world.said).toEqual(['rule broken could not reach broken: nobody there'])
})

test.each([
  ['rate(1 hour)', 3_600_000],
  ['rate(5 minutes)', 300_000],
  ['rate(2 days)', 172_800_000],
])('%s', (expression, ms) => {
  expect(readRate(expression)).toBe(ms)
})

test.each(['rate(1 hours)', 'rate(5 minute)', 'rate(0 minutes)', 'cron(0 * * * ? *)', 'hourly'])(
  '%s is refused',
  (expression) => {
    expect(() => readRate(expression)).toThrow(`ScheduleExpression ${expression} is not supported`)
  },
)
