import { isRefusal } from '../../../core/refusals/refusal.ts'
import { readOrder } from '../../../lambdas/read-order/read-order.ts'
import { type MintWorld, startMintWorld, station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

let world: MintWorld
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

const ops = 'arn:aws:iam::123456789012:user/ops'

const sumsOf = async (orderId: string) => {
  const read = readOrder({ table: { client: world.clients.document, name: world.cloud.tableName } })
  const order = await read(orderId)
  if (isRefusal(order)) throw new Error(JSON.stringify(order))
  return order.reconciliation
}

const make = async (orderId: string, imei: string, upTo: 'minted' | 'confirmed' | 'registered') => {
  const answer = await world.mint({ orderId, imei, caller: station, request: await stationRequest() })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId, thingName } = answer
  if (upTo !== 'minted')
    await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  if (upTo === 'registered')
    await world.register({
      clientId: thingName,
      principalIdentifier: certificateId,
      eventType: 'connected',
      timestamp: world.cloud.time.now,
    })
}

const orderFor = async (imeis: string[]) => {
  const { profile } = await world.openOne(1)
  const order = await world.open({ profile, quantity: 8, stations: [station], imeis }, ops)
  if (isRefusal(order)) throw new Error(JSON.stringify(order))
  return order.orderId
}

test('an order adds up, also after scrapping, and when a shipped device is made again on this order or another', async () => {
  const [shipped, again, onTheLine, first, second] = [1, 2, 3, 4, 5].map(imeiOf) as [
    string,
    string,
    string,
    string,
    string,
  ]
  const one = await orderFor([shipped, again, onTheLine, first, second])
  await make(one, shipped, 'registered')
  await make(one, again, 'registered')
  await make(one, onTheLine, 'confirmed')
  await make(one, first, 'minted')
  await make(one, second, 'confirmed')
  for (const imei of [shipped, again, onTheLine]) await world.scrap({ imei, caller: ops, reason: undefined })
  expect(await sumsOf(one)).toMatchObject({
    spent: 4,
    minted: 1,
    confirmed: 1,
    scrapped: 3,
    scrappedAfterShipping: 2,
    remade: 0,
    difference: 0,
  })
  const other = await orderFor([shipped])
  await make(other, shipped, 'minted')
  await make(one, again, 'minted')
  expect(await sumsOf(one)).toMatchObject({
    spent: 5,
    minted: 2,
    confirmed: 1,
    scrapped: 1,
    scrappedAfterShipping: 0,
    remade: 2,
    difference: 0,
  })
  expect(await sumsOf(other)).toMatchObject({ spent: 1, minted: 1, remade: 0, difference: 0 })
})

test('a revoked device keeps its unit, a suspended one too', async () => {
  const [revoked, suspended] = [6, 7].map(imeiOf) as [string, string]
  const order = await orderFor([revoked, suspended])
  await make(order, revoked, 'confirmed')
  await make(order, suspended, 'minted')
  await world.revoke({ imei: revoked, caller: ops, reason: undefined })
  await world.suspend({ imei: suspended, caller: ops, reason: undefined })
  expect(await sumsOf(order)).toMatchObject({ spent: 2, revoked: 1, suspended: 1, difference: 0 })
})
