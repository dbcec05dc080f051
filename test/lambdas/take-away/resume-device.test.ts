import { isRefusal } from '../../../core/refusals/refusal.ts'
import { readDevice } from '../../../lambdas/adapters/registry/devices.ts'
import { type MintWorld, startMintWorld, station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

const ops = 'arn:aws:iam::123456789012:user/ops'
let world: MintWorld
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

const confirmed = async (imei: string) => {
  const { orderId } = await world.openOne(1)
  const answer = await world.mint({ orderId, imei, caller: station, request: await stationRequest() })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId } = answer
  await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  return { imei, caller: ops, reason: undefined, certificateId }
}
const historyOf = async (imei: string) =>
  (await readDevice({ client: world.clients.document, name: world.cloud.tableName }, imei))?.history?.map(
    ({ change }) => change,
  )

test('asked twice, a device is resumed once', async () => {
  const device = await confirmed(imeiOf(1))
  await world.suspend(device)
  const first = await world.resume(device)
  expect(first).toMatchObject({ state: 'confirmed' })
  expect(await world.resume(device)).toEqual(first)
  expect(await world.statusOf(device.certificateId)).toBe('ACTIVE')
  expect((await historyOf(device.imei))?.filter((change) => change === 'resume')).toHaveLength(1)
})

test('a connect that should not have been is no reason to refuse the repetition', async () => {
  const device = await confirmed(imeiOf(2))
  await world.suspend(device)
  await world.resume(device)
  await world.register({
    clientId: `mintmark-${device.imei}`,
    principalIdentifier: 'f'.repeat(64),
    eventType: 'connected',
    timestamp: world.cloud.time.now,
  })
  expect(await world.resume(device)).toMatchObject({ state: 'confirmed' })
})

test('a device that was never suspended, or was taken away again, is not resumed', async () => {
  const device = await confirmed(imeiOf(3))
  expect(await world.resume(device)).toMatchObject({ refusal: 'change-not-allowed' })
  await world.suspend(device)
  await world.resume(device)
  await world.revoke(device)
  expect(await world.resume(device)).toMatchObject({ refusal: 'change-not-allowed', params: { state: 'revoked' } })
})
