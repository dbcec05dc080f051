import { isRefusal } from '../../../core/refusals/refusal.ts'
import { setStatus } from '../../../lambdas/adapters/iot/certificate-status.ts'
import { heldAt } from '../../support/held.ts'
import { type MintWorld, ops, reworkStation, startMintWorld, station, useCases } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

let world: MintWorld
let units = 0
beforeAll(async () => {
  world = await startMintWorld()
})
afterAll(() => world.cloud.stop())

/** A process of its own that is slow at one kind of call. */
const slow = (commandName: string) => {
  const clients = world.cloud.newClients()
  const held = heldAt(clients, commandName)
  return { ...held, uses: useCases(world.cloud, clients) }
}
const later = () => {
  world.cloud.time.now += 1000
}
const minted = async (imei: string, profile: object = {}, caller = station, order?: string) => {
  const orderId = order ?? (await world.openOne(1, profile)).orderId
  const request = await stationRequest()
  const answer = await world.mint({ orderId, imei, caller, request })
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  const { certificateId } = answer
  return { orderId, imei, answer, request, certificateId, taken: { imei, caller: ops, reason: undefined } }
}
const confirmed = async (imei: string) => {
  const device = await minted(imei)
  const { orderId, certificateId, answer } = device
  await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  return device
}

test('a suspension that is slow to switch off does not shut out a device that was resumed meanwhile', async () => {
  const { taken, certificateId } = await confirmed(imeiOf(units++))
  const { uses, arrived, letGo } = slow('UpdateCertificateCommand')
  const suspending = uses.suspend(taken)
  await arrived
  later()
  expect(await world.resume(taken)).toMatchObject({ state: 'confirmed' })
  letGo()
  await suspending
  expect(await world.statusOf(certificateId)).toBe('ACTIVE')
})

test('a resumption that is slow to write the row does not let in a device that was revoked meanwhile', async () => {
  const { taken, certificateId } = await confirmed(imeiOf(units++))
  await world.suspend(taken)
  const { uses, arrived, letGo } = slow('UpdateItemCommand')
  const resuming = uses.resume(taken)
  await arrived
  later()
  await world.revoke(taken)
  letGo()
  expect(await resuming).toMatchObject({ refusal: 'changed-meanwhile' })
  expect(await world.statusOf(certificateId)).toBe('REVOKED')
})

test('asking again to resume repairs what a suspension left that died in between', async () => {
  const { taken, certificateId } = await confirmed(imeiOf(units++))
  await world.suspend(taken)
  later()
  await world.resume(taken)
  await setStatus(world.clients.iot, certificateId, 'INACTIVE')
  expect(await world.resume(taken)).toMatchObject({ state: 'confirmed' })
  expect(await world.statusOf(certificateId)).toBe('ACTIVE')
})

test('a confirmation that comes to nothing leaves the certificate of a rework as the row says', async () => {
  const { orderId, imei, certificateId: old } = await confirmed(imeiOf(units++))
  const rework = await minted(imei, {}, reworkStation, orderId)
  const { uses, arrived, letGo } = slow('UpdateCertificateCommand')
  const request = proofOf(rework.answer)
  const confirming = uses.confirm({
    orderId,
    imei,
    caller: reworkStation,
    certificateId: rework.certificateId,
    request,
  })
  await arrived
  later()
  // A third key takes over; until it is proven, the first one keeps working.
  const third = await minted(imei, {}, reworkStation, orderId)
  letGo()
  expect(await confirming).toMatchObject({ refusal: 'certificate-superseded' })
  expect(await world.statusOf(old)).toBe('ACTIVE')
  expect(await world.statusOf(rework.certificateId)).toBe('gone')
  const { certificateId, answer } = third
  await world.confirm({ orderId, imei, caller: reworkStation, certificateId, request: proofOf(answer) })
  expect(await world.certificatesOfThing(answer.thingName)).toEqual(
    expect.arrayContaining([
      { id: old, status: 'INACTIVE' },
      { id: certificateId, status: 'ACTIVE' },
    ]),
  )
})

test('a repeated mint whose certificate is replaced before it is attached is told so', async () => {
  const { orderId, imei, request, certificateId } = await minted(imeiOf(units++))
  const { uses, arrived, letGo } = slow('AttachPolicyCommand')
  const repeating = uses.mint({ orderId, imei, caller: station, request })
  await arrived
  later()
  await minted(imei, {}, station, orderId)
  letGo()
  expect(await repeating).toEqual({ refusal: 'certificate-superseded', params: { certificateId, imei } })
})

test('a mint whose certificate is replaced before it is attached is told so', async () => {
  const imei = imeiOf(units++)
  const { orderId } = await world.openOne(1)
  const { uses, arrived, letGo } = slow('AttachThingPrincipalCommand')
  const minting = uses.mint({ orderId, imei, caller: station, request: await stationRequest() })
  await arrived
  // The row is written beside the attachments.
  while (
    (await world.mint({ orderId, imei, caller: station, request: await stationRequest() }).then(isRefusal)) === true
  )
    later()
  letGo()
  expect(await minting).toMatchObject({ refusal: 'certificate-superseded' })
})

test('a certificate that is used unproven goes off with its device, also when a newer key replaced it and died', async () => {
  const atMint = { activation: 'at-mint' }
  const { orderId, imei, certificateId, taken } = await minted(imeiOf(units++), atMint)
  expect(await world.statusOf(certificateId)).toBe('ACTIVE')
  const { uses, arrived } = slow('CreateCertificateFromCsrCommand')
  const clientsDied = uses.mint({ orderId, imei, caller: station, request: await stationRequest() })
  await arrived
  void clientsDied
  later()
  await world.revoke(taken)
  expect(['REVOKED', 'gone']).toContain(await world.statusOf(certificateId))
})

test('a device that was trusted unproven is let in again by a resumption, and its rework waits for a proof', async () => {
  const atMint = { activation: 'at-mint' }
  const { orderId, imei, certificateId, taken, answer } = await minted(imeiOf(units++), atMint)
  await world.suspend(taken)
  later()
  expect(await world.resume(taken)).toMatchObject({ state: 'minted' })
  expect(await world.statusOf(certificateId)).toBe('ACTIVE')
  await world.confirm({ orderId, imei, caller: station, certificateId, request: proofOf(answer) })
  const rework = await minted(imei, {}, reworkStation, orderId)
  expect(await world.activeCertificates()).toContain(certificateId)
  expect(await world.statusOf(rework.certificateId)).toBe('INACTIVE')
})

test('a confirmation during which the device was suspended and resumed starts over', async () => {
  const { orderId, imei, certificateId, taken, answer } = await minted(imeiOf(units++))
  const clients = world.cloud.newClients()
  const uses = useCases(world.cloud, clients)
  const call = { orderId, imei, caller: station, certificateId, request: proofOf(answer) }
  const { arrived, letGo } = heldAt(clients, 'UpdateItemCommand', 2)
  const confirming = uses.confirm(call)
  await arrived
  later()
  await world.suspend(taken)
  later()
  expect(await world.resume(taken)).toMatchObject({ state: 'confirming' })
  expect(await world.statusOf(certificateId)).toBe('INACTIVE')
  letGo()
  expect(await confirming).toMatchObject({ state: 'confirmed' })
  expect(await world.statusOf(certificateId)).toBe('ACTIVE')
})
