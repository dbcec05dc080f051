import { setTimeout } from 'node:timers/promises'
import { imeiOf } from '../../../support/unit.ts'
import { certificateStatus, iotClientOf } from '../aws.ts'
import { connectDevice, publishes } from '../connect-device.ts'
import type { Factory } from '../factory.ts'
import type { Judge } from '../judge.ts'
import { proofOf, stationKeyed } from '../unit.ts'

const registeredWithinMs = 30_000

/** A device that was keyed for its order, and what it shows at the door. */
const keyed = async (factory: Factory, n: number, { confirm = true, serial = `S-${n}` } = {}) => {
  const imei = imeiOf(n)
  const { orderId } = await factory.open()
  const { request, privateKeyPem } = await stationKeyed({ serial })
  const { body } = await factory.mint(orderId, imei, request)
  if (confirm) {
    const path = `/orders/${orderId}/devices/${imei}/credentials/${body.certificateId}/confirmation`
    expect((await factory.station.ask('POST', path, proofOf(body))).status).toBe(200)
  }
  const { certificatePem, certificateId, thingName } = body
  return { imei, orderId, certificateId, identity: { clientId: thingName, certificatePem, privateKeyPem } }
}

/** Reads the device until it has that state; the last state that it had after half a minute otherwise. */
const stateWithin = async ({ ops }: Factory, imei: string, state: string): Promise<string> => {
  for (const deadline = Date.now() + registeredWithinMs; ; ) {
    const { body } = await ops.ask('GET', `/devices/${imei}`)
    if (body.state === state || Date.now() > deadline) return body.state
    await setTimeout(200)
  }
}

const reason = { reason: 'asked for by a test' }

/** Connections, and what ops do to devices. */
export const devices = (factory: () => Factory, judge: Judge): void => {
  test('the first connect of a confirmed device registers it: broker, rule, queue, function, table', async () => {
    const { target, ops } = factory()
    const { imei, orderId, identity } = await keyed(factory(), 60)
    const client = await connectDevice(target, identity)
    expect(client).toBeDefined()
    await client?.endAsync()
    expect(await stateWithin(factory(), imei, 'registered')).toBe('registered')
    const { body } = await ops.ask('GET', `/devices/${imei}/history`)
    expect(body.events.map(({ change }: { change: string }) => change)).toContain('register')
    expect((await ops.ask('GET', `/orders/${orderId}`)).body).toMatchObject({
      states: { registered: 1 },
      outstanding: 4,
    })
  })

  test('an unconfirmed device is not let in', async () => {
    const { identity } = await keyed(factory(), 61, { confirm: false })
    expect(await connectDevice(factory().target, identity)).toBeUndefined()
  })

  judge('server-name', 'a device that asks for the host of another account is not let in', async () => {
    const { identity } = await keyed(factory(), 69)
    const { target } = factory()
    const servername = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
    const elsewhere = { ...target, devices: { ...target.devices, servername } }
    expect(await connectDevice(elsewhere, identity, { checksName: false })).toBeUndefined()
    const client = await connectDevice(target, identity)
    expect(client).toBeDefined()
    await client?.endAsync(true)
  })

  test('a device under the name of another one is not let in', async () => {
    const { identity } = await keyed(factory(), 62)
    const clientId = `mintmark-${imeiOf(63)}`
    expect(await connectDevice(factory().target, { ...identity, clientId })).toBeUndefined()
  })

  test('a device publishes below its own topic and nowhere else', async () => {
    const { target } = factory()
    const { identity } = await keyed(factory(), 64)
    const own = await connectDevice(target, identity)
    expect(own && (await publishes(own, `dt/mintmark/${identity.clientId}/hello`))).toBe(true)
    expect(own && (await publishes(own, `dt/mintmark/mintmark-${imeiOf(65)}/hello`))).toBe(false)
    await own?.endAsync(true)
  })

  test('a device is found by serial, thing, certificate, order, station, state and day', async () => {
    const { ops, station } = factory()
    const { imei, orderId, certificateId, identity } = await keyed(factory(), 66)
    const questions = {
      serial: 'S-66',
      thing: identity.clientId,
      certificate: certificateId,
      order: orderId,
      station: station.arn,
      state: 'confirmed',
      day: new Date().toISOString().slice(0, 10),
    }
    for (const [name, value] of Object.entries(questions)) {
      const { body } = await ops.ask('GET', `/devices?${new URLSearchParams({ [name]: value, limit: '100' })}`)
      const found = body.devices.map((device: { imei: string }) => device.imei)
      expect([name, found]).toEqual([name, expect.arrayContaining([imei])])
    }
  })

  judge(
    'delete-connection',
    'a suspended device is cut off and not let in, a resumed one is, a revoked one never again',
    async () => {
      const { target, ops } = factory()
      const iot = iotClientOf(target)
      const { imei, certificateId, identity } = await keyed(factory(), 67)
      const act = async (what: string) => (await ops.ask('POST', `/devices/${imei}/${what}`, reason)).status
      expect(await act('suspension')).toBe(200)
      expect(await certificateStatus(iot, certificateId)).toBe('INACTIVE')
      expect(await connectDevice(target, identity)).toBeUndefined()
      expect(await act('resumption')).toBe(200)
      const client = await connectDevice(target, identity)
      expect(client).toBeDefined()
      await client?.endAsync(true)
      expect(await act('revocation')).toBe(200)
      expect(await certificateStatus(iot, certificateId)).toBe('REVOKED')
      expect(await connectDevice(target, identity)).toBeUndefined()
      expect((await ops.ask('POST', `/devices/${imei}/resumption`, reason)).body.code).toBe('change-not-allowed')
    },
  )

  judge('delete-connection', 'a scrapped device gives its unit back', async () => {
    const { ops } = factory()
    const { imei, orderId } = await keyed(factory(), 68)
    expect((await ops.ask('GET', `/orders/${orderId}`)).body.spent).toBe(1)
    expect((await ops.ask('POST', `/devices/${imei}/scrapping`, reason)).body.state).toBe('scrapped')
    expect((await ops.ask('GET', `/orders/${orderId}`)).body.spent).toBe(0)
  })

  test('a sweep says what it would do and touches no certificate of others', async () => {
    const { status, body } = await factory().ops.ask('POST', '/sweeps', { dryRun: true })
    expect([status, body.dryRun, body.deleted]).toEqual([200, true, []])
  })
}
