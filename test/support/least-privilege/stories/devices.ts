import { noteFailedConnect } from '../../../../lambdas/adapters/registry/failed-connects.ts'
import type { ProofWorld, Unit } from '../proof-world.ts'
import type { Stories, Story } from '../story.ts'

const reason = { reason: 'a proof of least privilege' }

/** A device that was refused with the certificate of another one: the registry holds a row of that. */
export const refusedWithAnothers = async (world: ProofWorld): Promise<Unit> => {
  const [unit, owner] = [await world.confirmed(), await world.confirmed()]
  const { rows: client, registry: name } = world
  const at = Date.now()
  const attempt = { certificateId: owner.certificateId, reason: 'AUTHORIZATION_FAILED', sessionIdentifier: 'one' }
  await noteFailedConnect({ client, name }, unit.imei, { at, ...attempt, ipAddress: undefined }, at)
  return unit
}

const shown = (suffix: string): Story[] => [
  {
    name: 'a device is shown',
    needs: ['dynamodb:GetItem', 'dynamodb:Query table/mintmark-dev-registry'],
    prepare: async (world) => {
      const { imei } = await world.mint()
      return () => world.ask(world.ops, 'GET', `/devices/${imei}${suffix}`)
    },
  },
  {
    name: 'a device is shown that was refused with the certificate of another',
    needs: ['dynamodb:Query index/byCertificate', 'dynamodb:BatchGetItem'],
    prepare: async (world) => {
      const { imei } = await refusedWithAnothers(world)
      return () => world.ask(world.ops, 'GET', `/devices/${imei}${suffix}`)
    },
  },
]

const found = (by: string, needs: string, textOf: (unit: Unit, world: ProofWorld) => string): Story => ({
  name: `devices are found by ${by}`,
  needs: [needs],
  prepare: async (world) => {
    const unit = await world.mint(world.newImei(), `S-${world.newImei()}`)
    const query = new URLSearchParams({ [by]: textOf(unit, world), limit: '1' })
    return async () => {
      const { devices } = await world.ask(world.ops, 'GET', `/devices?${query}`)
      return (devices as unknown[]).length
    }
  },
})

/** A change of a device by ops, from a state that allows it. */
const changed = (change: string, name: string, needs: readonly string[], from: string[] = []): Story => ({
  name,
  needs,
  prepare: async (world) => {
    const { imei } = await world.confirmed()
    for (const before of from) await world.ask(world.ops, 'POST', `/devices/${imei}/${before}`, reason)
    return async () => (await world.ask(world.ops, 'POST', `/devices/${imei}/${change}`, reason)).state
  },
})

const change = ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'iot:UpdateCertificate']
const shutOut = [...change, 'iot:DeleteConnection']

export const deviceStories: Stories = {
  'read-device': shown(''),
  'read-device-history': shown('/history'),
  'list-devices': [
    found('thing', 'dynamodb:GetItem', ({ thingName }) => thingName),
    found('certificate', 'dynamodb:Query index/byCertificate', ({ certificateId }) => certificateId),
    found('uuid', 'dynamodb:Query index/byUuid', () => '50363154-3931-44f0-8022-121b6401627d'),
    found('order', 'dynamodb:Query index/byOrder', (_, { orderId }) => orderId),
    found('station', 'dynamodb:Query index/byStation', (_, { station }) => station.arn),
    found('firmware', 'dynamodb:Query index/byFirmware', () => 'mfw_nrf9160_1.3.7'),
    found('state', 'dynamodb:Query index/byState', () => 'minted'),
    found('day', 'dynamodb:Query index/byDay', () => new Date().toISOString().slice(0, 10)),
    { ...found('certificate', 'dynamodb:BatchGetItem', ({ certificateId }) => certificateId) },
  ],
  'suspend-device': [changed('suspension', 'a device is suspended', shutOut)],
  'resume-device': [changed('resumption', 'a suspended device is resumed', change, ['suspension'])],
  'revoke-device': [changed('revocation', 'a device is revoked', shutOut)],
  'scrap-device': [changed('scrapping', 'a device is scrapped', shutOut)],
}
