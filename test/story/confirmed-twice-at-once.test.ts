import { isRefusal } from '../../core/refusals/refusal.ts'
import { type MintWorld, startMintWorld, station, useCases } from '../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../support/unit.ts'

let world: MintWorld
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

test('a confirmation whose answer was slow is asked again, and both are told that the unit is confirmed', async () => {
  const { orderId } = await world.openOne(1)
  const imei = imeiOf(1)
  const minted = await world.mint({ orderId, imei, caller: station, request: await stationRequest() })
  if (isRefusal(minted)) throw new Error(minted.refusal)
  const { certificateId } = minted
  const call = { orderId, imei, certificateId, caller: station, request: proofOf(minted) }

  // The first process has read the row, and is overtaken by the second before it writes.
  const slow = world.cloud.newClients()
  let overtaken: unknown
  slow.dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === 'UpdateItemCommand' && overtaken === undefined) overtaken = await world.confirm(call)
      return next(args)
    },
    { step: 'initialize', name: 'overtaken' },
  )
  const first = await useCases(world.cloud, slow).confirm(call)
  expect(overtaken).toMatchObject({ certificateId, state: 'confirmed' })
  expect(first).toMatchObject({ certificateId, state: 'confirmed' })
  expect(await world.activeCertificates()).toEqual([certificateId])
})
