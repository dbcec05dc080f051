import type { AccountEndpoints } from '../../../core/endpoint/endpoint-check.ts'
import type { ProfileDrift } from '../../../core/order/profile-drift.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { setOrderStatus } from '../../../lambdas/adapters/registry/orders.ts'
import { checkProfiles } from '../../../lambdas/check-profiles/check-profiles.ts'
import { type MintWorld, startMintWorld, station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

const asOpened = { dataAts: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' }
const modern = { ...asOpened, securityPolicy: 'IoTSecurityPolicy_TLS13_1_3_2022_10' }
let world: MintWorld
beforeEach(async () => {
  world = await startMintWorld()
})
afterEach(() => world.cloud.stop())

const table = () => ({ client: world.clients.document, name: world.cloud.tableName })
const check = async (account: AccountEndpoints) => {
  const told: ProfileDrift[] = []
  const answer = await checkProfiles({
    table: table(),
    account: async () => account,
    tell: (drift) => told.push(drift),
  })()
  return { ...answer, told: told.map(({ orderId, what }) => `${orderId} ${what}`) }
}

test('each order in use is asked about: open ones, and closed ones with a device in the field', async () => {
  const [open, used, unused] = [await world.openOne(1), await world.openOne(1), await world.openOne(1)]
  const answer = await world.mint({
    orderId: used.orderId,
    imei: imeiOf(1),
    caller: station,
    request: await stationRequest(),
  })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId } = answer
  const proof = { orderId: used.orderId, imei: imeiOf(1), caller: station, certificateId, request: proofOf(answer) }
  await world.confirm(proof)
  for (const { orderId } of [used, unused]) await setOrderStatus(table(), orderId, 'closed')

  expect(await check(asOpened)).toEqual({ orders: 2, drifts: 0, told: [] })
  const { told } = await check(modern)
  expect(told.toSorted()).toEqual(
    [open, used].flatMap(({ orderId }) => [`${orderId} security-policy`, `${orderId} would-not-connect`]).toSorted(),
  )

  // A device that was taken away for good connects no more, and neither does its order matter.
  await world.scrap({ imei: imeiOf(1), caller: 'ops', reason: undefined })
  expect((await check(modern)).told).toEqual([`${open.orderId} would-not-connect`])
})

test('a change is told once; what would not connect is told until it is mended', async () => {
  const { orderId } = await world.openOne(1)
  expect((await check(modern)).told).toEqual([`${orderId} security-policy`, `${orderId} would-not-connect`])
  expect((await check(modern)).told).toEqual([`${orderId} would-not-connect`])
  expect((await check(asOpened)).told).toEqual([`${orderId} security-policy`])
  expect((await check(asOpened)).told).toEqual([])
})

test('a change is told before it is written down', async () => {
  const { orderId } = await world.openOne(1)
  const dying = checkProfiles({
    table: table(),
    account: async () => modern,
    tell: () => {
      throw new Error('killed')
    },
  })
  await expect(dying()).rejects.toThrow('killed')
  expect((await check(modern)).told).toContain(`${orderId} security-policy`)
})

test('many orders come in pages', async () => {
  for (let n = 0; n < 101; n += 1) await world.openOne(1)
  expect(await check(asOpened)).toMatchObject({ orders: 101, drifts: 0 })
})
