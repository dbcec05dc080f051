import { GetPolicyCommand } from '@aws-sdk/client-iot'
import { imeiOf } from '../../support/unit.ts'
import { certificateStatus, iotClientOf, policiesOf } from '../black-box/aws.ts'
import { connectDevice, type Identity } from '../black-box/connect-device.ts'
import type { Factory } from '../black-box/factory.ts'
import { proofOf, stationKeyed } from '../black-box/unit.ts'

export interface KeyedDevice {
  imei: string
  orderId: string
  certificateId: string
  identity: Identity
}

/** A device that is confirmed, as it would be out in the field. */
export const keyDevice = async (factory: Factory, n: number): Promise<KeyedDevice> => {
  const imei = imeiOf(n)
  const { orderId } = await factory.open()
  const { request, privateKeyPem } = await stationKeyed()
  const { body } = await factory.mint(orderId, imei, request)
  const { certificateId, certificatePem, thingName } = body
  const path = `/orders/${orderId}/devices/${imei}/credentials/${certificateId}/confirmation`
  expect((await factory.station.ask('POST', path, proofOf(body))).status).toBe(200)
  return { imei, orderId, certificateId, identity: { clientId: thingName, certificatePem, privateKeyPem } }
}

/** Holds the cloud to what it was told before: the rows, the certificate, its policy, and the way in. */
export const expectKept = async (factory: Factory, device: KeyedDevice): Promise<void> => {
  const { ops, target } = factory
  const iot = iotClientOf(target)
  const { imei, orderId, certificateId, identity } = device
  expect((await ops.ask('GET', `/orders/${orderId}`)).body).toMatchObject({
    orderId,
    spent: 1,
    states: { confirmed: 1 },
  })
  expect((await ops.ask('GET', `/devices/${imei}`)).body).toMatchObject({ imei, certificateId, state: 'confirmed' })
  expect(await certificateStatus(iot, certificateId)).toBe('ACTIVE')
  const arn = `arn:aws:iot:${target.region}:${target.accountId}:cert/${certificateId}`
  expect(await policiesOf(iot, arn)).toEqual(['mintmark-dev-device'])
  const client = await connectDevice(target, identity)
  expect(client).toBeDefined()
  await client?.endAsync(true)
}

/** Actions that the device policy allows now. */
export const deviceActions = async ({ target }: Factory): Promise<string[]> => {
  const { policyDocument = '{}' } = await iotClientOf(target).send(
    new GetPolicyCommand({ policyName: 'mintmark-dev-device' }),
  )
  return JSON.parse(policyDocument).Statement.map(({ Action }: { Action: string }) => Action)
}

export const allActions = ['iot:Connect', 'iot:Publish', 'iot:Subscribe', 'iot:Receive']
