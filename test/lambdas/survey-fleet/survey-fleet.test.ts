import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { fleetView } from '../../../core/api/fleet-view.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { readFleetView } from '../../../lambdas/read-fleet-view/read-fleet-view.ts'
import { surveyFleet } from '../../../lambdas/survey-fleet/survey-fleet.ts'
import { type MintWorld, startMintWorld, station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

const day = 86_400_000
let world: MintWorld
let pauses: number[]
const logs = new CloudWatchLogsClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
  requestHandler: {
    handle: async () => {
      throw new Error('no log can be read')
    },
  },
})
beforeEach(async () => {
  world = await startMintWorld()
  pauses = []
})
afterEach(() => world.cloud.stop())

const table = () => ({ client: world.clients.document, name: world.cloud.tableName })
const survey = async (takenBy: 'schedule' | 'ops', hasTime = () => true) => {
  const { iot, data } = world.clients
  const { view } = await surveyFleet({
    ...{ table: table(), iot, data, logs, fleet: 'mintmark', days: 14 },
    account: async () => ({ dataAts: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' }),
    deployed: {
      policyName: 'mintmark-dev-device',
      policyDocument: '{}',
      thingType: 'mintmark-dev-device',
      iotLogGroup: 'mintmark-dev-iot',
      registryTable: world.cloud.tableName,
    },
    now: () => world.cloud.time.now,
    sleep: async (ms) => pauses.push(ms),
  })(takenBy, hasTime)
  return fleetView.parse(view)
}

const confirmed = async (orderId: string, n: number) => {
  const imei = imeiOf(n)
  const answer = await world.mint({ orderId, imei, caller: station, request: await stationRequest() })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId, thingName: clientId } = answer
  await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  return { clientId, certificateId }
}
const connects = ({ clientId, certificateId }: Awaited<ReturnType<typeof confirmed>>) =>
  world.register({
    ...{ eventType: 'connected', clientId, topicClientId: clientId, principalIdentifier: certificateId },
    timestamp: world.cloud.time.now,
  })

test('late are those who were confirmed too long ago and never came; the sample takes each order in turn', async () => {
  const [one, other] = [await world.openOne(3), await world.openOne(1)]
  const seen = await confirmed(one.orderId, 1)
  for (const n of [2, 3]) await confirmed(one.orderId, n)
  await confirmed(other.orderId, 4)
  expect(await survey('ops')).toMatchObject({ late: 0, orders: [], sampled: 0, causes: [] })
  await connects(seen)
  world.cloud.time.now += 15 * day
  const view = await survey('schedule')
  expect(view).toMatchObject({ takenBy: 'schedule', late: 3, counted: 3, sampled: 3, healthy: 0, unfinished: false })
  expect(view.growth).toBeUndefined()
  expect(view.orders).toEqual([
    { orderId: one.orderId, late: 2, registered: 1, percent: 67 },
    { orderId: other.orderId, late: 1, registered: 0, percent: 100 },
  ])
  // Three diagnoses, two pauses.
  expect(pauses).toEqual([500, 500])
  // The policy of this world shuts everybody out, and the doctor says so of each of them.
  expect(view.causes).toMatchObject([{ link: 'policy', devices: 3, repair: { where: 'here' } }])
  expect(view.causes[0]?.examples).toContain(imeiOf(4))
  expect(await readFleetView({ table: table() })()).toEqual({ view })
})

test('growth is against the last survey of the schedule, whoever looked in between', async () => {
  const { orderId } = await world.openOne(3)
  await confirmed(orderId, 1)
  world.cloud.time.now += 15 * day
  const { takenAt: since } = await survey('schedule')
  for (const n of [2, 3]) await confirmed(orderId, n)
  world.cloud.time.now += 15 * day
  for (const takenBy of ['ops', 'ops', 'schedule'] as const)
    expect((await survey(takenBy)).growth).toEqual({ since, devices: 2 })
  expect((await survey('ops')).growth?.devices).toBe(0)
})

test('when the time is up, the rest of the sample is left out and the view says so', async () => {
  const { orderId } = await world.openOne(2)
  for (const n of [1, 2]) await confirmed(orderId, n)
  world.cloud.time.now += 15 * day
  let looks = 0
  expect(await survey('ops', () => ++looks < 2)).toMatchObject({ late: 2, sampled: 1, unfinished: true })
})

test('before anybody looked there is no view', async () => {
  expect(await readFleetView({ table: table() })()).toEqual({})
})
