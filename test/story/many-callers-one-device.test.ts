import type { MintAnswer, MintRequest } from '../../core/api/credentials.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import { readOrder } from '../../lambdas/adapters/registry/orders.ts'
import { type MintWorld, startMintWorld, station, useCases } from '../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../support/unit.ts'

let world: MintWorld
beforeEach(async () => {
  world = await startMintWorld()
})
afterEach(() => world.cloud.stop())

const orderRow = (orderId: string) =>
  readOrder({ client: world.clients.document, name: world.cloud.tableName }, orderId)

/** A caller that obeys "come back later", as the bench does; each is a process of its own. */
const caller = async (orderId: string, imei: string, request: MintRequest) => {
  const { mint } = useCases(world.cloud, world.cloud.newClients())
  let waits = 0
  for (;;) {
    const answer = await mint({ orderId, imei, caller: station, request })
    if (!isRefusal(answer)) return { answer, waits }
    if (answer.refusal !== 'mint-in-progress') throw new Error(JSON.stringify(answer))
    waits += 1
    await new Promise(setImmediate)
  }
}

test('twenty callers with the same key get one certificate, and the order loses one unit', async () => {
  const { orderId } = await world.openOne(5)
  const request = await stationRequest()
  const all = await Promise.all(Array.from({ length: 20 }, () => caller(orderId, imeiOf(1), request)))
  expect(new Set(all.map(({ answer }) => answer.certificateId)).size).toBe(1)
  expect(all.some(({ waits }) => waits > 0)).toBe(true)
  expect((await orderRow(orderId))?.spent).toBe(1)
  expect(await world.certificateCount()).toBe(1)
})

test('twenty callers with a key each: one certificate is left, the order loses one unit, and only its owner can confirm', async () => {
  const { orderId } = await world.openOne(5)
  const imei = imeiOf(2)
  const requests = await Promise.all(Array.from({ length: 20 }, stationRequest))
  const all = await Promise.all(requests.map((request) => caller(orderId, imei, request)))
  expect((await orderRow(orderId))?.spent).toBe(1)
  expect(await world.certificateCount()).toBe(1)
  const confirm = ({ answer }: { answer: MintAnswer }) =>
    world.confirm({ orderId, imei, caller: station, certificateId: answer.certificateId, request: proofOf(answer) })
  const confirmed: string[] = []
  for (const each of all) {
    const answer = await confirm(each)
    if (!isRefusal(answer)) confirmed.push(answer.certificateId)
    else expect(answer.refusal).toBe('certificate-superseded')
  }
  expect(confirmed).toHaveLength(1)
  expect(await world.activeCertificates()).toEqual(confirmed)
})

test('sixty devices at once on an order of forty: forty certificates and twenty clear refusals', async () => {
  const { orderId } = await world.openOne(40)
  const answers = await Promise.all(
    Array.from({ length: 60 }, async (_, n) =>
      useCases(world.cloud, world.cloud.newClients()).mint({
        orderId,
        imei: imeiOf(100 + n),
        caller: station,
        request: await stationRequest(),
      }),
    ),
  )
  const refused = answers.filter(isRefusal).map(({ refusal }) => refusal)
  expect(refused).toEqual(Array.from({ length: 20 }, () => 'order-exhausted'))
  expect((await orderRow(orderId))?.spent).toBe(40)
  expect(await world.certificateCount()).toBe(40)
})
