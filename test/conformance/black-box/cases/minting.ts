import { createPublicKey, X509Certificate } from 'node:crypto'
import { DescribeThingCommand } from '@aws-sdk/client-iot'
import { mintAnswer } from '../../../../core/api/credentials.ts'
import { imeiOf } from '../../../support/unit.ts'
import { certificateStatus, iotClientOf, policiesOf, principalsOf } from '../aws.ts'
import type { Factory } from '../factory.ts'
import { common, modemKeyed, proofOf, stationKeyed } from '../unit.ts'

const publicKeyOf = (pem: string) => createPublicKey(pem).export({ type: 'spki', format: 'pem' })

/** Certificates: for which key, in which state, hung on what. */
export const minting = (factory: () => Factory): void => {
  test.each<['station' | 'modem', number]>([
    ['station', 40],
    ['modem', 41],
  ])(
    'a certificate for a key of the %s is for that key, INACTIVE, and tied to one thing and one policy',
    async (maker, n) => {
      const { target, open, mint } = factory()
      const iot = iotClientOf(target)
      const { orderId } = await open()
      const { request, privateKeyPem } = maker === 'station' ? await stationKeyed() : await modemKeyed(imeiOf(n))
      const { status, body } = await mint(orderId, imeiOf(n), request)
      expect([status, mintAnswer.parse(body)]).toEqual([201, body])
      const { publicKey } = new X509Certificate(body.certificatePem)
      expect(publicKey.export({ type: 'spki', format: 'pem' })).toBe(publicKeyOf(privateKeyPem))
      expect(await certificateStatus(iot, body.certificateId)).toBe('INACTIVE')
      const { thingTypeName } = await iot.send(new DescribeThingCommand({ thingName: body.thingName }))
      expect(thingTypeName).toBe('mintmark-dev-device')
      const arn = `arn:aws:iot:${target.region}:${target.accountId}:cert/${body.certificateId}`
      expect(await principalsOf(iot, body.thingName)).toEqual([arn])
      expect(await policiesOf(iot, arn)).toEqual(['mintmark-dev-device'])
    },
  )

  test('a key made by AWS comes once, with its certificate', async () => {
    const { open, mint } = factory()
    const { orderId } = await open()
    const { status, body } = await mint(orderId, imeiOf(42), { keySource: 'cloud', ...common })
    expect(status).toBe(201)
    const { publicKey } = new X509Certificate(body.certificatePem)
    expect(publicKey.export({ type: 'spki', format: 'pem' })).toBe(publicKeyOf(body.privateKeyPem ?? ''))
  })

  test('asked again for the same key, the same certificate comes; for another key, another one for the same unit', async () => {
    const { target, ops, open, mint } = factory()
    const iot = iotClientOf(target)
    const { orderId } = await open()
    const [one, other] = [await stationKeyed(), await stationKeyed()]
    const first = await mint(orderId, imeiOf(43), one.request)
    const again = await mint(orderId, imeiOf(43), one.request)
    expect(again.body.certificateId).toBe(first.body.certificateId)
    const next = await mint(orderId, imeiOf(43), other.request)
    expect([next.status, next.body.generation]).toEqual([201, 2])
    expect(await certificateStatus(iot, first.body.certificateId)).toBe('GONE')
    expect(await principalsOf(iot, next.body.thingName)).toHaveLength(1)
    expect((await ops.ask('GET', `/orders/${orderId}`)).body.spent).toBe(1)
  })

  test('six benches ask for one device at once: one certificate, one unit', async () => {
    const { target, ops, open, mint } = factory()
    const { orderId } = await open()
    const { request } = await stationKeyed()
    const answers = await Promise.all(Array.from({ length: 6 }, () => mint(orderId, imeiOf(44), request)))
    const minted = answers.filter(({ status }) => status === 201)
    const refused = answers.filter(({ status }) => status !== 201)
    expect(new Set(minted.map(({ body }) => body.certificateId)).size).toBe(1)
    expect(
      new Set(refused.map(({ status, body }) => `${status} ${(body as unknown as { code: string }).code}`)),
    ).toEqual(new Set(refused.length === 0 ? [] : ['409 mint-in-progress']))
    expect((await ops.ask('GET', `/orders/${orderId}`)).body.spent).toBe(1)
    const thingName = `mintmark-${imeiOf(44)}`
    expect(await principalsOf(iotClientOf(target), thingName)).toHaveLength(1)
  })

  test('one key for two devices is refused', async () => {
    const { open, mint } = factory()
    const { orderId } = await open()
    const { request } = await stationKeyed()
    await mint(orderId, imeiOf(45), request)
    const { status, body } = await mint(orderId, imeiOf(46), request)
    expect([status, (body as unknown as { code: string }).code]).toEqual([409, 'key-of-another-device'])
  })

  test('the right proof makes the certificate ACTIVE, a wrong one does not', async () => {
    const { target, ops, station, open, mint } = factory()
    const iot = iotClientOf(target)
    const { orderId } = await open()
    const { body } = await mint(orderId, imeiOf(47), (await stationKeyed()).request)
    const path = `/orders/${orderId}/devices/${imeiOf(47)}/credentials/${body.certificateId}/confirmation`
    const proof = proofOf(body)
    const damaged = { ...proof, listing: proof.listing.map((line) => line.replace(/,1,"../, ',1,"00')) }
    const refused = await station.ask('POST', path, damaged)
    expect([refused.status, refused.body.code]).toEqual([422, 'credential-differs'])
    expect(await certificateStatus(iot, body.certificateId)).toBe('INACTIVE')
    const confirmed = await station.ask('POST', path, proof)
    expect(confirmed.body).toMatchObject({ state: 'confirmed', proof: 'digest' })
    expect(await certificateStatus(iot, body.certificateId)).toBe('ACTIVE')
    expect((await ops.ask('GET', `/devices/${imeiOf(47)}`)).body.state).toBe('confirmed')
  })
}
