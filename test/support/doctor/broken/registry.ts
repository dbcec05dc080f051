import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { makeStationKey } from '../../../../bench/keys/make-station-key.ts'
import { listingOf } from '../../unit.ts'
import { type DoctorWorld, registry, type Unit } from '../doctor-world.ts'
import type { Broken, Patient } from './broken.ts'

const takenAway =
  (act: string) =>
  async (world: DoctorWorld): Promise<Patient> => {
    const unit = await world.make()
    await world.connect(unit)
    const { status } = await world.story.ask(world.story.ops, 'POST', `/devices/${unit.imei}/${act}`, { body: {} })
    if (status !== 200) throw new Error(`${act} answered ${status}`)
    return { imei: unit.imei, unit }
  }

/** Runs what can be run without a profile, opens the order that the commands ask for, and keys the unit on it. */
const ordersAnew: Broken['repaired'] = async (world, { imei }, { repair }) => {
  for (const command of repair?.commands ?? []) {
    if (command.startsWith('mintmark device')) await world.run(command)
    else expect(command).toMatch(/^echo |^mintmark order create --profile <PROFILE.json> --quantity 1 --imei-list /)
  }
  const { orderId } = await world.story.openOrder(1, {}, { imeis: [imei] })
  expect(await world.connect(await world.make({ imei, orderId }))).toBe(true)
  expect(await world.doctor(imei)).toMatchObject({ verdict: 'healthy', exit: 0 })
}

/** One call as a station makes it, with AWS IoT failing in the middle. */
const failing = async (world: DoctorWorld, operation: string, path: string, body: object) => {
  const fault = world.story.cloud.faults.inject({
    operation,
    effect: { refuse: { name: 'InternalFailureException', status: 500, message: 'on purpose' } },
    times: 20,
  })
  const { status } = await world.story.ask(world.story.station, 'POST', path, { body })
  fault.remove()
  expect(status).toBeGreaterThanOrEqual(500)
}

const common = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }

export const brokenRegistry: Broken[] = [
  {
    name: 'a unit that nobody began',
    link: 'registry',
    cause: 'never-minted',
    break: async (world) => ({ imei: world.newImei() }),
    repaired: 'flashed',
  },
  {
    name: 'a mint that AWS IoT failed in the middle of',
    link: 'registry',
    cause: 'mint-unfinished',
    break: async (world) => {
      const [imei, orderId, { csrPem: csr }] = [world.newImei(), await world.open(), await makeStationKey('sec1', 'x')]
      const request = { keySource: 'station', csr, ...common }
      await failing(world, 'iot:CreateCertificateFromCsr', `/orders/${orderId}/devices/${imei}/credentials`, request)
      return { imei }
    },
    repaired: 'flashed',
  },
  {
    name: 'a unit pulled before its proof',
    link: 'registry',
    cause: 'not-confirmed',
    break: async (world) => {
      const unit = await world.make({ confirm: false })
      return { imei: unit.imei, unit }
    },
    repaired: 'flashed',
  },
  {
    name: 'a confirmation that AWS IoT failed in the middle of',
    link: 'registry',
    cause: 'confirmation-unfinished',
    break: async (world) => {
      const unit = await world.make({ confirm: false })
      const { imei, orderId, certificateId, minted } = unit
      const path = `/orders/${orderId}/devices/${imei}/credentials/${certificateId}/confirmation`
      await failing(world, 'iot:UpdateCertificate', path, { listing: listingOf(minted), ...common })
      return { imei, unit }
    },
    repaired: 'flashed',
  },
  {
    name: 'a device that ops suspended',
    link: 'registry',
    cause: 'suspended',
    break: takenAway('suspension'),
    repaired: 'connects',
  },
  {
    name: 'a device that ops revoked',
    link: 'registry',
    cause: 'revoked',
    break: takenAway('revocation'),
    repaired: ordersAnew,
  },
  {
    name: 'a device that was scrapped',
    link: 'registry',
    cause: 'scrapped',
    break: takenAway('scrapping'),
    repaired: ordersAnew,
  },
  {
    name: 'a reservation that lapsed',
    link: 'registry',
    cause: 'released',
    break: async (world) => {
      const { imei } = await world.make({ confirm: false })
      await world.rows.send(
        new UpdateCommand({
          TableName: registry,
          Key: { pk: `DEVICE#${imei}`, sk: 'DEVICE' },
          UpdateExpression: 'SET #state = :released',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':released': 'released' },
        }),
      )
      return { imei }
    },
    repaired: 'flashed',
  },
  {
    name: 'an order whose row is gone',
    link: 'order',
    cause: 'order-missing',
    break: async (world) => {
      const unit: Unit = await world.make()
      const Key = { pk: `ORDER#${unit.orderId}`, sk: 'ORDER' }
      await world.rows.send(new DeleteCommand({ TableName: registry, Key }))
      return { imei: unit.imei, unit }
    },
    repaired: async (_, __, { repair }) => {
      expect(repair?.commands[0]).toContain('restore-table-to-point-in-time --source-table-name mintmark-dev-registry')
    },
  },
]
