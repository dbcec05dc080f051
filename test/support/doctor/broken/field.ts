import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  AttachPolicyCommand,
  CreateKeysAndCertificateCommand,
  CreatePolicyCommand,
  DeleteCertificateCommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import type { DoctorWorld, Unit } from '../doctor-world.ts'
import type { Broken } from './broken.ts'

/** A fresh certificate of the account that is no device's, with its key. */
const stranger = async ({ client }: DoctorWorld) => {
  const it = await client.send(new CreateKeysAndCertificateCommand({ setAsActive: true }))
  const { certificateId = '', certificateArn = '', certificatePem = '', keyPair } = it
  return { certificateId, certificateArn, certificatePem, privateKeyPem: keyPair?.PrivateKey ?? '' }
}

export const patient = (unit: Unit) => ({ imei: unit.imei, unit })

export const brokenAttempts: Broken[] = [
  {
    name: 'an application that calls itself by the IMEI alone',
    link: 'attempts',
    cause: 'wrong-client-id',
    break: async (world) => {
      const unit = await world.make()
      expect(await world.connect(unit, { clientId: unit.imei })).toBe(false)
      return patient(unit)
    },
    repaired: 'connects',
  },
  {
    name: 'two units that were swapped on the bench',
    link: 'attempts',
    cause: 'credentials-of-another-device',
    break: async (world) => {
      const [unit, other] = [await world.make(), await world.make()]
      const { certificatePem, privateKeyPem } = other
      expect(await world.connect(unit, { certificatePem, privateKeyPem })).toBe(false)
      return patient(unit)
    },
    repaired: 'flashed',
  },
  {
    name: 'a rework whose new key never came to the modem',
    link: 'attempts',
    cause: 'replaced-certificate-shown',
    break: async (world) => {
      const old = await world.make()
      const unit = await world.make({ imei: old.imei, orderId: old.orderId })
      const { certificatePem, privateKeyPem } = old
      expect(await world.connect(unit, { certificatePem, privateKeyPem })).toBe(false)
      return patient(unit)
    },
    repaired: 'flashed',
  },
  {
    name: 'a credential that this account no longer has',
    link: 'attempts',
    cause: 'unknown-certificate-shown',
    break: async (world) => {
      const unit = await world.make()
      const { certificateId, certificatePem, privateKeyPem } = await stranger(world)
      await world.client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
      await world.client.send(new DeleteCertificateCommand({ certificateId }))
      expect(await world.connect(unit, { certificatePem, privateKeyPem })).toBe(false)
      return patient(unit)
    },
    repaired: 'flashed',
  },
  {
    name: 'a build that names a domain which was disabled',
    link: 'attempts',
    cause: 'domain-refused',
    break: async (world) => {
      const unit = await world.make()
      const servername = await world.domain('old', 'DISABLED')
      expect(await world.connect(unit, { servername })).toBe(false)
      return patient(unit)
    },
    repaired: 'connects',
  },
  {
    name: 'a will on a topic that is not the device’s',
    link: 'attempts',
    cause: 'connect-refused',
    break: async (world) => {
      const unit = await world.make()
      expect(await world.connect(unit, { will: { topic: 'lwt/all', payload: 'gone' } })).toBe(false)
      return patient(unit)
    },
    repaired: 'connects',
  },
  {
    name: 'one credential on two devices',
    link: 'attempts',
    cause: 'cloned-credentials',
    break: async (world) => {
      const unit = await world.make()
      const sessions = []
      for (let turn = 0; turn < 4; turn += 1) {
        sessions.push(await world.dial({ ...unit, clientId: unit.thingName }))
        await world.story.cloud.idle()
      }
      for (const session of sessions) await session?.endAsync()
      await world.story.cloud.idle()
      return patient(unit)
    },
    repaired: async (world, { imei }, { repair }) => {
      for (const command of repair?.commands ?? []) await world.run(command)
      expect(await world.doctor(imei)).toMatchObject({ brokenLink: 'registry', cause: 'revoked' })
    },
  },
  {
    name: 'a stranger that connects under the name of the device',
    link: 'attempts',
    cause: 'connected-with-a-foreign-certificate',
    break: async (world) => {
      const unit = await world.make()
      const { certificateArn: target, certificatePem, privateKeyPem } = await stranger(world)
      const statement = { Effect: 'Allow', Action: 'iot:*', Resource: '*' }
      const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
      await world.client.send(new CreatePolicyCommand({ policyName: 'wide-open', policyDocument }))
      await world.client.send(new AttachPolicyCommand({ policyName: 'wide-open', target }))
      expect(await world.connect(unit, { certificatePem, privateKeyPem })).toBe(true)
      return patient(unit)
    },
    repaired: 'connects',
  },
]

const mosquitto = (at: number, clientId: string) =>
  `${Math.floor(at / 1000)}: New client connected from 10.0.0.5:50321 as ${clientId} (p2, c1, k60, u'tracker').\n`

const withLog = async (world: DoctorWorld, unit: Unit, at: number) => {
  const path = join(world.story.folder, `${unit.imei}.log`)
  await writeFile(path, `${mosquitto(at - 60_000, 'somebody-else')}${mosquitto(at, `tracker-${unit.imei}`)}`)
  return { ...patient(unit), args: ['--fallback-log', path] }
}

export const brokenFallbacks: Broken[] = [
  {
    name: 'the story in the field: alive on the fallback broker, never here',
    link: 'fallback',
    cause: 'seen-on-fallback-only',
    says: /and never here/,
    break: async (world) => withLog(world, await world.make(), Date.now() - 3_600_000),
    repaired: 'connects',
  },
  {
    name: 'a device that was here and fell back after an update',
    link: 'fallback',
    cause: 'fell-back',
    break: async (world) => {
      const unit = await world.make()
      expect(await world.connect(unit)).toBe(true)
      return withLog(world, unit, Date.now() + 3_600_000)
    },
    repaired: async (_, __, { repair }) => {
      expect(repair?.commands[0]).toMatch(/^mintmark probe \S+ --as mfw_nrf9160_1.3.7$/)
    },
  },
]
