import { isRefusal } from '../../../core/refusals/refusal.ts'
import { changeDevice, readDevice, unchangedSince } from '../../../lambdas/adapters/registry/devices.ts'
import { failedConnects } from '../../../lambdas/adapters/registry/failed-connects.ts'
import { findDevices } from '../../../lambdas/adapters/registry/find-devices.ts'
import type { PresenceEvent } from '../../../lambdas/first-connect/presence-event.ts'
import { type MintWorld, reworkStation, startMintWorld, station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const ops = 'arn:aws:iam::123456789012:user/ops'
const foreign = 'f'.repeat(64)

let world: MintWorld
let orderId: string
let units = 0
beforeAll(async () => {
  world = await startMintWorld()
  ;({ orderId } = await world.openOne(100))
})
afterAll(() => world.cloud.stop())

const table = () => ({ client: world.clients.document, name: world.cloud.tableName })
const rowOf = async (imei: string) => {
  const device = await readDevice(table(), imei)
  if (device === undefined) throw new Error(`no row of ${imei}`)
  return device
}

const confirmed = async (imei = imeiOf(units++), caller = station) => {
  const answer = await world.mint({ orderId, imei, caller, request: await stationRequest() })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId } = answer
  await world.confirm({ orderId, imei, caller, certificateId, request: proofOf(answer) })
  return { imei, clientId: answer.thingName, principalIdentifier: certificateId }
}

type Device = Awaited<ReturnType<typeof confirmed>>
let sessions = 0
const common = ({ clientId, principalIdentifier }: Device, minutes: number) => ({
  clientId,
  principalIdentifier,
  timestamp: world.cloud.time.now + minutes * minute,
  sessionIdentifier: `session-${sessions++}`,
  versionNumber: 0,
  ipAddress: '192.0.2.7',
})
const connected = (device: Device, minutes = 0): PresenceEvent => ({
  ...common(device, minutes),
  eventType: 'connected',
})
const disconnected = (device: Device, disconnectReason: string, minutes = 0): PresenceEvent => ({
  ...common(device, minutes),
  eventType: 'disconnected',
  disconnectReason,
})
const failed = (device: Device, minutes = 0): PresenceEvent => ({
  ...common(device, minutes),
  eventType: 'connect_failed',
  connectFailureReason: 'AUTHORIZATION_FAILED',
})

const changesOf = async (imei: string) => (await rowOf(imei)).history?.map(({ change }) => change)

test('the first connect registers; the same event again and later ones write nothing', async () => {
  const device = await confirmed()
  const first = connected(device)
  expect(await world.register(first)).toBe('registered')
  const row = await rowOf(device.imei)
  expect(row).toMatchObject({ state: 'registered', registeredAt: new Date(first.timestamp).toISOString() })
  expect(await world.register(first)).toBe('known')
  expect(await world.register(connected(device, 60))).toBe('known')
  expect(await rowOf(device.imei)).toEqual(row)
})

test('last-seen is written once a day, never backwards', async () => {
  const device = await confirmed()
  await world.register(connected(device))
  expect(await world.register(connected(device, 24 * 60))).toBe('seen')
  const { lastSeenAt, changedAt, history } = await rowOf(device.imei)
  expect(lastSeenAt).toBe(new Date(world.cloud.time.now + day).toISOString())
  expect(await world.register(connected(device, 12 * 60))).toBe('known')
  expect(await rowOf(device.imei)).toMatchObject({ lastSeenAt, changedAt, history })
})

test('a missed connect is repaired by the next one, or by the end of the session', async () => {
  const [one, other, never] = [await confirmed(), await confirmed(), await confirmed()]
  expect(await world.register(connected(one, 600))).toBe('registered')
  expect(await world.register(disconnected(other, 'CONNECTION_LOST'))).toBe('registered')
  expect(await world.register(disconnected(never, 'AUTH_ERROR'))).toBe('not-waiting')
  expect((await rowOf(never.imei)).state).toBe('confirmed')
})

test('two events at once register once', async () => {
  const device = await confirmed()
  const outcomes = await Promise.all([connected(device), connected(device, 1)].map((event) => world.register(event)))
  expect(outcomes.filter((outcome) => outcome === 'registered')).toHaveLength(1)
  expect((await changesOf(device.imei))?.filter((change) => change === 'register')).toHaveLength(1)
})

test('clients that are not ours and devices that nobody made are no-ops', async () => {
  const device = await confirmed()
  for (const clientId of ['sensor-7', `other-${device.imei}`, 'mintmark-123456789012345', '', 'mintmark-'])
    expect(await world.register({ ...connected(device), clientId })).toBe('not-ours')
  expect(await world.register({ ...connected(device), clientId: `mintmark-${imeiOf(999)}` })).toBe('unknown-device')
})

test('a foreign certificate registers nothing, is written down once a day and leaves the state alone', async () => {
  const device = await confirmed()
  const before = await rowOf(device.imei)
  const intruder = { ...device, principalIdentifier: foreign }
  const event = connected(intruder)
  expect(await world.register(event)).toBe('foreign-certificate')
  const row = await rowOf(device.imei)
  expect(row).toMatchObject({
    state: 'confirmed',
    changedAt: before.changedAt,
    securityEvent: { event: 'foreign-certificate', certificateId: foreign },
  })
  expect(row.registeredAt).toBeUndefined()
  expect(await changesOf(device.imei)).toContain('foreign-certificate')
  expect(await world.register(connected(intruder, 5))).toBe('foreign-certificate')
  expect(await rowOf(device.imei)).toEqual(row)
  expect(await world.register(connected(device, 6))).toBe('registered')
})

test('an old certificate after a rework is an alarm, its late events are not', async () => {
  const device = await confirmed()
  await world.register(connected(device))
  const late = connected(device, 1)
  world.cloud.time.now += hour
  const renewed = await confirmed(device.imei, reworkStation)
  expect(renewed.principalIdentifier).not.toBe(device.principalIdentifier)
  expect(await world.register(late)).toBe('stale')
  expect(await world.register(connected(device, 30))).toBe('replaced-certificate')
  expect(await world.register(connected(renewed, 31))).toBe('registered')
})

test('a device that was taken away and connects all the same is an alarm', async () => {
  const device = await confirmed()
  await world.suspend({ imei: device.imei, caller: ops, reason: undefined })
  expect(await world.register(connected(device, 1))).toBe('stale')
  expect(await world.register(connected(device, 20))).toBe('connected-while-out')
  expect(await rowOf(device.imei)).toMatchObject({
    state: 'suspended',
    securityEvent: { event: 'connected-while-out' },
  })
})

test('two devices with one certificate: flagged at the third takeover, however the events come', async () => {
  const device = await confirmed()
  await world.register(connected(device))
  const takeovers = [0, 1, 2].map((minutes) => disconnected(device, 'DUPLICATE_CLIENTID', minutes))
  const [first, second, third] = takeovers as [PresenceEvent, PresenceEvent, PresenceEvent]
  expect(await world.register(third)).toBe('taken-over')
  expect(await world.register(first)).toBe('taken-over')
  expect(await world.register(third)).toBe('known')
  expect((await rowOf(device.imei)).cloneSuspectedAt).toBeUndefined()
  expect(await world.register(second)).toBe('clone-suspected')
  expect(await rowOf(device.imei)).toMatchObject({
    state: 'registered',
    cloneSuspectedAt: new Date(second.timestamp).toISOString(),
  })
  const row = await rowOf(device.imei)
  expect(await world.register(disconnected(device, 'DUPLICATE_CLIENTID', 3))).toBe('known')
  expect(await rowOf(device.imei)).toEqual(row)
  expect((await changesOf(device.imei))?.filter((change) => change === 'clone-suspected')).toHaveLength(1)
})

test('many takeovers at once: none is lost, none counts twice', async () => {
  const device = await confirmed()
  await world.register(connected(device))
  const outcomes = await Promise.allSettled(
    [0, 60, 120].map((minutes) => world.register(disconnected(device, 'DUPLICATE_CLIENTID', minutes))),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
  expect((await rowOf(device.imei)).takeovers).toHaveLength(3)
})

test('a session of the replaced certificate that gives way to the new one is no clone', async () => {
  const device = await confirmed()
  await world.register(connected(device))
  world.cloud.time.now += hour
  await confirmed(device.imei, reworkStation)
  expect(await world.register(disconnected(device, 'DUPLICATE_CLIENTID', -1))).toBe('stale')
  expect((await rowOf(device.imei)).takeovers).toBeUndefined()
})

test('the next key clears what was held against the last one', async () => {
  const device = await confirmed()
  await changeDevice(table(), device.imei, {
    set: { cloneSuspectedAt: 'x', securityEvent: { event: 'foreign-certificate', certificateId: foreign, at: 'x' } },
    ...unchangedSince(await rowOf(device.imei)),
  })
  await confirmed(device.imei, reworkStation)
  const row = await rowOf(device.imei)
  expect([row.cloneSuspectedAt, row.securityEvent]).toEqual([undefined, undefined])
})

test('refused connects are kept by the hour, once each, with an end', async () => {
  const device = await confirmed()
  const wrong = { ...device, principalIdentifier: foreign }
  const [first, ...more] = [failed(wrong), failed(wrong, 1), failed(device, 2)] as [PresenceEvent, ...PresenceEvent[]]
  expect(await world.register(first)).toBe('failed-connect')
  expect(await world.register(first)).toBe('duplicate')
  for (const event of more) expect(await world.register(event)).toBe('failed-connect')
  const read = (now: number) => failedConnects(table(), device.imei, { limit: 10, now })
  const found = await read(world.cloud.time.now)
  expect(found.map(({ shownCertificateId, attempts }) => [shownCertificateId, attempts]).toSorted()).toEqual(
    [
      [foreign, 2],
      [device.principalIdentifier, 1],
    ].toSorted(),
  )
  expect(found[0]).toMatchObject({ reason: 'AUTHORIZATION_FAILED', ipAddress: '192.0.2.7' })
  expect(await read(world.cloud.time.now + 29 * day)).toEqual([])
  expect((await rowOf(device.imei)).state).toBe('confirmed')
})

test('an address is gone within 30 days, even if the event waited in a queue', async () => {
  const device = await confirmed()
  expect(await world.register(failed(device, -29 * 24 * 60))).toBe('expired')
  await world.register(failed(device, -20 * 24 * 60))
  expect(await failedConnects(table(), device.imei, { limit: 10, now: world.cloud.time.now })).toHaveLength(1)
  expect(await failedConnects(table(), device.imei, { limit: 10, now: world.cloud.time.now + 9 * day })).toEqual([])
})

test('a refused connect files the device under no certificate', async () => {
  const device = await confirmed()
  await world.register(failed({ ...device, principalIdentifier: foreign }))

  expect((await findDevices(table(), { certificate: foreign, limit: 10 }))?.devices).toEqual([])
})
