import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch'
import type { FleetViewAnswer } from '../../core/api/fleet-view.ts'
import { fed } from '../support/alarms/fed.ts'
import { inTheField } from '../support/alarms/in-the-field.ts'
import { inTheRegistry } from '../support/alarms/in-the-registry.ts'
import { alarmTopic, days, hours, minutes, type Occasion } from '../support/alarms/occasion.ts'
import { onTheLine } from '../support/alarms/on-the-line.ts'
import { type ProofWorld, startProofWorld } from '../support/least-privilege/proof-world.ts'
import { opsCli } from '../support/ops-cli.ts'

const stage = 'mintmark-dev-'
const occasions: Occasion[] = [...onTheLine, ...inTheField, ...inTheRegistry, ...fed]
const silences = [
  ['sweep-silent', 'sweep', 6 * hours],
  ['profile-check-silent', 'profile-check', 5 * days],
  ['fleet-survey-silent', 'fleet-survey', 5 * days],
] as const

let world: ProofWorld
let cloudwatch: CloudWatchClient
beforeAll(async () => {
  world = await startProofWorld()
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = world.cloud.ready
  cloudwatch = new CloudWatchClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
}, 120_000)
afterAll(async () => {
  cloudwatch.destroy()
  await world.stop()
})

const stateOf = (alarm: string) => world.cloud.cloudwatch.alarm(stage + alarm).state
const told = () => world.cloud.topics.messages(alarmTopic).map(({ subject }) => subject)
/** Judges all alarms as they were deployed, as CloudWatch would after so long. */
const judgeAfter = (ms: number) => world.later(ms, () => world.cloud.evaluateAlarms())
/** What the metric filter on the log of AWS IoT counted today. */
const refusedDevices = async () => {
  const { Datapoints = [] } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      ...{ Namespace: 'Mintmark/dev', MetricName: 'AuthNErrors', Statistics: ['Sum'], Period: 60 },
      ...{ StartTime: new Date(Date.now() - hours), EndTime: new Date(Date.now() + minutes) },
    }),
  )
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0)
}
const deployed = async () => {
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({}))
  return MetricAlarms.map(({ AlarmName = '' }) => AlarmName.replace(stage, ''))
}

test('every alarm that is deployed is raised below', async () => {
  const raised = [...occasions.map(({ alarm }) => alarm), ...silences.map(([alarm]) => alarm)]
  expect((await deployed()).toSorted()).toEqual([...new Set(raised)].toSorted())
})

test('a day on which all goes well raises none, and tells nobody', async () => {
  const unit = await world.confirmed()
  const client = await world.dial(unit)
  expect(client).toBeDefined()
  await client?.endAsync()
  await world.cloud.idle()
  for (const schedule of ['sweep', 'profile-check', 'fleet-survey']) world.cloud.events.fire(stage + schedule)
  await world.cloud.idle()
  expect(await world.device(unit.imei)).toMatchObject({ state: 'registered' })
  for (const ms of [0, 5 * minutes, hours]) await judgeAfter(ms)
  const states = await Promise.all((await deployed()).map(async (alarm) => [alarm, stateOf(alarm)] as const))
  // Of these there has never been a data point, and no data changes nothing.
  const unknown = ['first-connect-lag', 'registry-read-throttles', 'registry-write-throttles']
  expect(states.filter(([, state]) => state === 'ALARM')).toEqual([])
  expect(states.flatMap(([alarm, state]) => (state === 'OK' ? [] : [alarm])).toSorted()).toEqual(
    [...unknown, 'profile-check-silent', 'fleet-survey-silent'].toSorted(),
  )
  await judgeAfter(days)
  expect([stateOf('first-connect-lag'), stateOf('profile-check-silent'), stateOf('fleet-survey-silent')]).toEqual([
    'OK',
    'OK',
    'OK',
  ])
  expect(told().filter((subject) => !subject?.includes('sweep-silent'))).toEqual([])
}, 120_000)

test.each(occasions.map((occasion) => [occasion.alarm, occasion.name, occasion] as const))(
  '%s: %s',
  async (alarm, _, { bring, after }) => {
    const isNew = stateOf(alarm) !== 'ALARM'
    const before = told().length
    await bring(world)
    await judgeAfter(after)
    expect(stateOf(alarm)).toBe('ALARM')
    if (isNew) expect(told().slice(before)).toContain(`ALARM: "${stage}${alarm}" in eu-west-1`)
  },
  60_000,
)

test('who scans the Internet shows no certificate, and is not counted among refused devices', async () => {
  const { cloud } = world
  const [before, logged] = [await refusedDevices(), cloud.logs.read('mintmark-dev-iot').length]
  const unit = await world.mint()
  const stranger = { ...unit, certificatePem: '', privateKeyPem: '' }
  for (let n = 0; n < 3; n += 1) expect(await world.dial(stranger)).toBeUndefined()
  expect(cloud.logs.read('mintmark-dev-iot').slice(logged)).toHaveLength(3)
  expect(await refusedDevices()).toBe(before)
})

test('the view of the fleet says which devices, on which order and why', async () => {
  const { view } = (await world.ask(world.ops, 'GET', '/fleet-view')) as FleetViewAnswer
  expect(view).toMatchObject({ takenBy: 'schedule', late: 10, growth: { devices: 10 }, sampled: 10 })
  expect(view?.orders).toEqual([expect.objectContaining({ orderId: world.orderId, late: 10 })])
  expect(view?.causes).toMatchObject([{ devices: 10, examples: expect.any(Array), repair: expect.any(Object) }])
  const { exit, stdout } = await opsCli(world.story)('fleet')
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^10 devices have not connected within 14 days of confirmation \(\+10 since /)
  expect(stdout).toContain(`, 10 devices of the sample, such as ${view?.causes[0]?.examples.join(', ')}`)
})

test('alarms whose metric is absent when all is well are over when nothing more happens', async () => {
  for (const alarm of ['mint-failures', 'station-refused', 'connect-throttles', 'mint-credential-errors'])
    expect([alarm, stateOf(alarm)]).toEqual([alarm, 'ALARM'])
  await judgeAfter(6 * hours)
  for (const alarm of ['mint-failures', 'station-refused', 'connect-throttles', 'mint-credential-errors'])
    expect([alarm, stateOf(alarm)]).toEqual([alarm, 'OK'])
})

test('what is measured by the clock is not over because nobody measured', async () => {
  await judgeAfter(30 * days)
  for (const alarm of ['unconfirmed-devices', 'first-connect-lag'])
    expect([alarm, stateOf(alarm)]).toEqual([alarm, 'ALARM'])
})

test('an alarm on DynamoDB stays until it is reset as the runbook says', async () => {
  const AlarmName = `${stage}registry-write-throttles`
  await judgeAfter(30 * days)
  expect(stateOf('registry-write-throttles')).toBe('ALARM')
  await cloudwatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'no throttles any more' }))
  await judgeAfter(30 * days)
  expect(stateOf('registry-write-throttles')).toBe('OK')
})

test.each(silences)(
  '%s: the schedule %s runs no more',
  async (alarm, schedule, after) => {
    world.cloud.events.fire(stage + schedule)
    await world.cloud.idle()
    await judgeAfter(alarm === 'sweep-silent' ? hours : days)
    expect(stateOf(alarm)).toBe('OK')
    const before = told().length
    await judgeAfter(after)
    expect(stateOf(alarm)).toBe('INSUFFICIENT_DATA')
    expect(told().slice(before)).toContain(`INSUFFICIENT_DATA: "${stage}${alarm}" in eu-west-1`)
  },
  60_000,
)
