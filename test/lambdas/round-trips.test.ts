import { isRefusal } from '../../core/refusals/refusal.ts'
import { billedMilliseconds, waits } from '../../scripts/benchmarks/cost/lambda-time.ts'
import { lockstep } from '../support/lockstep.ts'
import { type MintWorld, startMintWorld, station, useCases } from '../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../support/unit.ts'

let world: MintWorld
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

const minted = async (n: number, more: object = {}) => {
  const order = await world.openOne(5, more)
  const clients = world.cloud.newClients()
  const steps = lockstep(clients)
  const { mint, confirm } = useCases(world.cloud, clients)
  const call = { orderId: order.orderId, imei: imeiOf(n), caller: station, request: await stationRequest() }
  let answer: Awaited<ReturnType<typeof mint>> | undefined
  const rounds = await steps.roundsOf(async () => {
    answer = await mint(call)
  })
  if (answer === undefined || isRefusal(answer)) throw new Error(JSON.stringify(answer))
  return { call, answer, rounds, steps, mint, confirm }
}

test('a mint waits for AWS four times', async () => {
  const { rounds } = await minted(1)
  expect(rounds).toEqual([
    ['GetItem', 'GetItem', 'GetItem'],
    ['TransactWriteItems'],
    ['POST certificates', 'POST things'],
    ['PUT target-policies', 'PUT things', 'UpdateItem'],
  ])
  expect(rounds).toHaveLength(waits['mint-credential']?.length ?? 0)
})

test('asking again for the same certificate waits twice', async () => {
  const { call, steps, mint } = await minted(2)
  expect(await steps.roundsOf(() => mint(call))).toEqual([
    ['GetItem', 'GetItem', 'GetItem'],
    ['GET certificates', 'PUT target-policies', 'PUT things'],
  ])
})

test('a mint that is trusted unproven waits six times: the certificate is switched on last, and the row looked at again', async () => {
  const { rounds } = await minted(3, { activation: 'at-mint' })
  expect(rounds.slice(4)).toEqual([['PUT certificates'], ['GetItem']])
})

test('a confirm waits four times', async () => {
  const { call, answer, steps, confirm } = await minted(4)
  const { orderId, imei, caller } = call
  const rounds = await steps.roundsOf(() =>
    confirm({ orderId, imei, caller, certificateId: answer.certificateId, request: proofOf(answer) }),
  )
  expect(rounds).toEqual([
    ['GetItem', 'GetItem', 'GetItem'],
    ['GET certificates', 'UpdateItem'],
    ['PUT certificates'],
    ['UpdateItem'],
  ])
  expect(rounds).toHaveLength(waits['confirm-credential']?.length ?? 0)
})

test('less memory computes for longer, and waits as long', () => {
  expect(billedMilliseconds('mint-credential', 1769)).toBe(423)
  expect(billedMilliseconds('mint-credential', 512)).toBe(431)
})
