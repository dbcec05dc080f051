import { setUpLocalStations } from '../../cli/station/set-up-local-stations.ts'
import type { Route } from '../../core/api/route.ts'
import { routes } from '../../core/api/routes.ts'
import type { User } from '../../local/iam/identities.ts'
import { codeOf, type StationStory, startStationStory } from '../support/station-story.ts'
import { imeiOf, proofOf, stationRequest } from '../support/unit.ts'

let world: StationStory
beforeAll(async () => {
  world = await startStationStory()
}, 120_000)
afterAll(() => world.story.stop())

const unit = (orderId: string, imei: string) => `/orders/${orderId}/devices/${imei}`

test('a station reaches no route of ops', async () => {
  const session = await world.signIn(await world.enrol('curious'))
  const opsRoutes = Object.values(routes).filter((route: Route) => route.audience === 'ops')
  expect(opsRoutes.length).toBeGreaterThan(10)
  for (const { method, path } of opsRoutes) {
    const concrete = path.replace(/\{\w+\}/g, 'x').replace('/v1', '')
    const { status } = await world.story.ask(session, method, concrete, method === 'POST' ? { body: {} } : {})
    expect([method, path, status]).toEqual([method, path, 403])
  }
}, 180_000)

test('a station of one order cannot admit, key, confirm or read a device of another', async () => {
  const { story } = world
  const [a, b] = [await world.signIn(await world.enrol('bench-a')), await world.signIn(await world.enrol('bench-b'))]
  const orderA = await story.openOrder(2, { keySources: ['station'] }, { stations: ['bench-a'] })
  const orderB = await story.openOrder(2, { keySources: ['station'] }, { stations: ['bench-b'] })
  const [imei, path] = [imeiOf(30), unit(orderB.orderId, imeiOf(30))]
  const minted = await story.ask(b, 'POST', `${path}/credentials`, { body: await stationRequest() })
  expect(minted.status).toBe(201)
  const { certificateId } = minted.json
  const proof = { body: proofOf(minted.json as never) }
  /** What somebody is told who wants to admit, key and confirm the device by way of an order. */
  const attempts = async (caller: User, way: string) => [
    codeOf(await story.ask(caller, 'GET', `${way}/admission`)),
    codeOf(await story.ask(caller, 'POST', `${way}/credentials`, { body: await stationRequest() })),
    codeOf(await story.ask(caller, 'POST', `${way}/credentials/${certificateId}/confirmation`, proof)),
  ]
  expect(await attempts(a, path)).toEqual(Array.from({ length: 3 }, () => '403 station-not-of-order'))
  // By way of its own order.
  expect(await attempts(a, unit(orderA.orderId, imei))).toEqual(
    Array.from({ length: 3 }, () => '409 device-of-another-order'),
  )
  const reads = [
    `/devices/${imei}`,
    `/devices/${imei}/history`,
    `/orders/${orderB.orderId}`,
    '/devices?station=bench-b',
  ]
  for (const read of reads) expect([read, (await story.ask(a, 'GET', read)).status]).toEqual([read, 403])
  expect(await story.ask(story.ops, 'GET', `/devices/${imei}`)).toMatchObject({ json: { state: 'minted' } })
  expect(codeOf(await story.ask(b, 'POST', `${path}/credentials/${certificateId}/confirmation`, proof))).toBe('200 ')
}, 180_000)

test('a stolen station mints no more than its share, all at once and one by one', async () => {
  const { story } = world
  const [thief, honest] = [
    await world.signIn(await world.enrol('thief')),
    await world.signIn(await world.enrol('other')),
  ]
  const { orderId } = await story.openOrder(
    10,
    { keySources: ['station'] },
    { stations: ['thief', 'other'], shares: { thief: 3, other: 7 } },
  )
  const mint = async (caller: User, n: number) =>
    codeOf(await story.ask(caller, 'POST', `${unit(orderId, imeiOf(n))}/credentials`, { body: await stationRequest() }))
  const atOnce = await Promise.all(Array.from({ length: 8 }, (_, n) => mint(thief, 40 + n)))
  expect(atOnce.toSorted()).toEqual([
    ...Array.from({ length: 3 }, () => '201 '),
    ...Array.from({ length: 5 }, () => '409 station-share-spent'),
  ])
  expect(await mint(thief, 50)).toBe('409 station-share-spent')
  expect(await mint(honest, 51)).toBe('201 ')
  const { json } = await story.ask(story.ops, 'GET', `/orders/${orderId}`)
  expect(json).toMatchObject({ spent: 4, spentBy: { thief: 3, other: 1 } })

  // A scrapped unit goes back to the share that it came from, whose holder is known by name.
  const { json: mine } = await story.ask(story.ops, 'GET', '/devices?station=thief')
  const [{ imei }] = mine.devices as [{ imei: string }]
  await story.ask(story.ops, 'POST', `/devices/${imei}/scrapping`, { body: {} })
  expect((await story.ask(story.ops, 'GET', `/orders/${orderId}`)).json).toMatchObject({
    spent: 3,
    spentBy: { thief: 2, other: 1 },
  })
}, 180_000)

test('an order names stations that there are, by name and never by the role that they share', async () => {
  const { story } = world
  const { roleArn, principal } = await world.enrol('named')
  const profile = await story.profile()
  const open = async (stations: string[]) =>
    codeOf(await story.ask(story.ops, 'POST', '/orders', { body: { profile, quantity: 1, stations } }))
  expect(await open(['named', story.station.arn])).toBe('201 ')
  expect(await open(['named', 'unnamed'])).toBe('404 station-not-found')
  expect(await open([roleArn])).toBe('422 station-by-name-only')
  expect(await open([principal])).toBe('422 station-by-name-only')
  expect((await story.ask(story.ops, 'DELETE', '/stations/named')).status).toBe(200)
  expect(await open(['named'])).toBe('403 station-revoked')
}, 180_000)

test('stations, sessions and the CA outlive a restart of the local cloud', async () => {
  const { story } = world
  const bench = await world.enrol('steady')
  const { orderId } = await story.openOrder(5, {}, { stations: ['steady'] })
  const session = await world.signIn(bench)
  await story.restart()
  await setUpLocalStations(story.cloud, new Date())
  expect(await world.callAs(session, routes.admission, orderId)).toBe('200 ')
  expect(await world.callAs(await world.signIn(bench), routes.admission, orderId)).toBe('200 ')
}, 180_000)
