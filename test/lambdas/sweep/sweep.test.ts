import { UpdateCertificateCommand } from '@aws-sdk/client-iot'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { issueFromCsr } from '../../../lambdas/adapters/iot/issue-certificate.ts'
import { changeDevice, readDevice } from '../../../lambdas/adapters/registry/devices.ts'
import { readSweepMarks } from '../../../lambdas/adapters/registry/sweep-marks.ts'
import { sweep } from '../../../lambdas/sweep/sweep.ts'
import { Killed, killedAt } from '../../support/killed.ts'
import { type MintWorld, startMintWorld, station, useCases } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

const minute = 60_000
const hour = 60 * minute
let world: MintWorld
beforeEach(async () => {
  world = await startMintWorld()
})
afterEach(() => world.cloud.stop())

const table = () => ({ client: world.clients.document, name: world.cloud.tableName })
const nothing = {
  articles: [],
  released: [],
  restored: [],
  deleted: [],
  switchedOff: [],
  disagreeing: [],
  unfinished: false,
}
const run = (dryRun = false) => world.sweep({ dryRun })

/** A sweep that has time for so many looks. */
const runWithTimeFor = (looks: number) => {
  let left = looks
  return sweep({
    table: table(),
    iot: world.clients.iot,
    policyName: 'mintmark-dev-device',
    now: () => world.cloud.time.now,
    newToken: () => 'token',
    sleep: async () => {
      left -= 1
    },
    random: () => 0,
    hasTime: () => left > 0,
  })({ dryRun: false })
}

const foreignCertificate = async () => {
  const request = await stationRequest()
  return issueFromCsr(world.clients.iot, 'csr' in request ? (request.csr ?? '') : '')
}

/** A mint that died after AWS IoT made the certificate and before the registry heard of it. */
const orphan = async (imei: string): Promise<void> => {
  const { orderId } = await world.openOne(1)
  const request = await stationRequest()
  const before = await world.certificateCount()
  for (let call = 1; (await world.certificateCount()) === before; call += 1) {
    const clients = world.cloud.newClients()
    killedAt(clients, { call, when: 'after' })
    await useCases(world.cloud, clients)
      .mint({ orderId, imei, caller: station, request })
      .catch((error) => {
        if (!(error instanceof Killed)) throw error
      })
    await new Promise(setImmediate)
    world.cloud.time.now += minute
  }
}

const confirmed = async (imei: string) => {
  const { orderId } = await world.openOne(1)
  const answer = await world.mint({ orderId, imei, caller: station, request: await stationRequest() })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId } = answer
  await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  return certificateId
}

test('nothing younger than an hour is touched, and then each certificate is judged once', async () => {
  await foreignCertificate()
  await orphan(imeiOf(1))
  expect(await run()).toEqual({ dryRun: false, ...nothing, foreign: 0 })
  world.cloud.time.now += 2 * hour
  const dry = await run(true)
  expect(dry).toMatchObject({ dryRun: true, released: [imeiOf(1)], foreign: 1, deleted: [expect.any(String)] })
  expect(await world.certificateCount()).toBe(2)
  expect(await run()).toEqual({ ...dry, dryRun: false })
  expect(await world.certificateCount()).toBe(1)
  expect(await run()).toEqual({ dryRun: false, ...nothing, foreign: 0 })
})

test('a dry run moves no mark', async () => {
  await foreignCertificate()
  world.cloud.time.now += 2 * hour
  await run(true)
  expect(await readSweepMarks(table())).toEqual({})
  await run()
  expect(await readSweepMarks(table())).toMatchObject({
    certificatesUpTo: world.cloud.time.now - hour,
    rowsUpTo: world.cloud.time.now - hour,
  })
})

test('what its time does not reach is found by the next run, behind any number of foreign certificates', async () => {
  for (let n = 0; n < 7; n += 1) {
    await foreignCertificate()
    world.cloud.time.now += minute
  }
  await orphan(imeiOf(2))
  world.cloud.time.now += 2 * hour
  let runs = 0
  let foreign = 0
  for (let unfinished = true; unfinished; runs += 1) {
    const done = await runWithTimeFor(3)
    unfinished = done.unfinished
    foreign += done.foreign
    expect(runs).toBeLessThan(10)
  }
  expect(runs).toBeGreaterThan(1)
  expect(foreign).toBe(7)
  expect(await world.certificateCount()).toBe(7)
})

test('a clock that was ahead once does not blind the sweep', async () => {
  await foreignCertificate()
  const { now } = world.cloud.time
  world.cloud.time.now = now + 1000 * hour
  await run()
  world.cloud.time.now = now + hour
  await orphan(imeiOf(6))
  world.cloud.time.now += 2 * hour
  expect(await run()).toMatchObject({ released: [imeiOf(6)], disagreeing: [] })
})

test('a certificate whose device is being keyed again just now is looked at later', async () => {
  const imei = imeiOf(3)
  await orphan(imei)
  world.cloud.time.now += 2 * hour
  await changeDevice(table(), imei, {
    set: { lease: { token: 'busy', expiresAt: world.cloud.time.now + minute } },
    when: 'attribute_exists(pk)',
  })
  expect(await run()).toMatchObject({ deleted: [], released: [] })
  world.cloud.time.now += 2 * hour
  expect(await run()).toMatchObject({ deleted: [expect.any(String)], released: [imei] })
})

test('a device that is in, with a certificate that somebody switched off, is told and not touched', async () => {
  const [fine, off] = [await confirmed(imeiOf(4)), await confirmed(imeiOf(5))]
  await world.clients.iot.send(new UpdateCertificateCommand({ certificateId: off, newStatus: 'INACTIVE' }))
  world.cloud.time.now += 2 * hour
  expect((await run()).disagreeing).toEqual([
    { imei: imeiOf(5), state: 'confirmed', certificateId: off, status: 'INACTIVE' },
  ])
  expect(await world.statusOf(off)).toBe('INACTIVE')
  expect((await readDevice(table(), imeiOf(5)))?.state).toBe('confirmed')
  expect(await world.statusOf(fine)).toBe('ACTIVE')
  expect((await run()).disagreeing).toEqual([])
})
