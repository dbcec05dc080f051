import { randomUUID } from 'node:crypto'
import { CreatePolicyCommand, CreateThingTypeCommand, IoTClient } from '@aws-sdk/client-iot'
import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import type { MintAnswer } from '../../../core/api/credentials.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { readDevice } from '../../../lambdas/adapters/registry/devices.ts'
import { failedConnects } from '../../../lambdas/adapters/registry/failed-connects.ts'
import { findDevices } from '../../../lambdas/adapters/registry/find-devices.ts'
import { listOrders } from '../../../lambdas/adapters/registry/orders.ts'
import { whoCalls } from '../../../lambdas/adapters/registry/who-calls.ts'
import { confirmCredential } from '../../../lambdas/confirm-credential/confirm-credential.ts'
import { handlePresence } from '../../../lambdas/first-connect/handle-presence.ts'
import { mintCredential } from '../../../lambdas/mint-credential/mint-credential.ts'
import { readOrder } from '../../../lambdas/read-order/read-order.ts'
import { suspendDevice } from '../../../lambdas/suspend-device/suspend-device.ts'
import { inProcess } from '../../../local/in-process.ts'
import { createIotCore } from '../../../local/iot/create-iot-core.ts'
import { openStore } from '../../../local/state/store.ts'
import * as fleet from './fleet.ts'
import type { Registry } from './open-registry.ts'

/** One way in which the product reads or writes the registry. */
export interface Pattern {
  name: string
  /** Does it once; `turn` is another number each time. */
  act: (turn: number) => Promise<unknown>
}

const stationRole = 'mintmark-dev-stations'
const page = 50

/** The questions of ops and of the line, about devices all over a fleet of so many. */
export const readPatterns = ({ table, devices: count }: Registry): Pattern[] => {
  const devices = count()
  const some = (turn: number) => (turn * 7919) % devices
  const find = (question: (n: number) => object) => async (turn: number) => {
    const found = await findDevices(table, { limit: page, ...question(some(turn)) })
    if (found === undefined || found.devices.length === 0)
      throw new Error(`nothing found by ${JSON.stringify(question(some(turn)))}`)
  }
  return [
    { name: 'device by IMEI', act: (turn) => readDevice(table, fleet.fleetImei(some(turn))) },
    { name: 'device by serial', act: find((n) => ({ serial: fleet.serialOf(n) })) },
    { name: 'device by thing name', act: find((n) => ({ thing: `mintmark-${fleet.fleetImei(n)}` })) },
    { name: 'device by certificate ID', act: find((n) => ({ certificate: fleet.certificateOf(n) })) },
    { name: 'device by device UUID', act: find((n) => ({ uuid: fleet.uuidOf(n) })) },
    { name: `devices of an order, page of ${page}`, act: find((n) => ({ order: fleet.orderOf(n) })) },
    {
      name: `devices of an order in a state, page of ${page}`,
      act: find((n) => ({ order: fleet.orderOf(n), state: fleet.stateOf(n) })),
    },
    { name: `devices of a station, page of ${page}`, act: find((n) => ({ station: fleet.stationOf(n) })) },
    { name: `devices in a state, page of ${page}`, act: find((n) => ({ state: fleet.stateOf(n) })) },
    { name: `devices with a firmware, page of ${page}`, act: find(() => ({ firmware: fleet.firmware })) },
    { name: `devices begun on a day, page of ${page}`, act: find(() => ({ day: fleet.dayOf(0) })) },
    {
      name: `order with its reconciliation, ${fleet.devicesOfOrder} devices`,
      act: (turn) => readOrder({ table })(fleet.orderOf(some(turn))),
    },
    {
      name: 'refused connects of a device',
      act: (turn) => failedConnects(table, fleet.fleetImei(some(turn)), { limit: 10, now: 0 }),
    },
    {
      name: 'a station by its session',
      act: () =>
        whoCalls(table, `arn:aws:sts::123456789012:assumed-role/${stationRole}/${'ab'.repeat(16)}`, stationRole),
    },
    { name: 'newest orders, page of 2', act: () => listOrders(table, { limit: 2 }) },
  ]
}

const request = async () => ({
  keySource: 'station' as const,
  csr: (await makeStationKey('sec1', 'bench')).csrPem,
  firmware: 'mfw_nrf9160_1.3.7',
  agentVersion: '0.1.0',
})

/** The way of a new device, step by step, with an AWS IoT Core in this process. */
export const writePatterns = async ({ table, devices }: Registry, now: () => number) => {
  const iotCore = createIotCore({ store: openStore(), clock: now, region: 'eu-west-1', accountId: '123456789012' })
  const options = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    endpoint: 'http://127.0.0.1',
    signer: { sign: async <T>(signed: T): Promise<T> => signed },
  }
  const iot = new IoTClient({ ...options, requestHandler: inProcess(iotCore.controlPlane) })
  const data = new IoTDataPlaneClient({ ...options, requestHandler: inProcess(iotCore.dataPlane) })
  const [policyName, thingTypeName, fleetName] = ['mintmark-dev-device', 'mintmark-dev-device', 'mintmark']
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'iot:Connect', Resource: '*' }],
  })
  await iot.send(new CreatePolicyCommand({ policyName, policyDocument }))
  await iot.send(new CreateThingTypeCommand({ thingTypeName }))
  const shared = { table, iot, stationRole, now, sleep: async () => undefined, random: () => 0, newToken: randomUUID }
  const mint = mintCredential({
    ...shared,
    iotOnce: iot,
    fleet: fleetName,
    policyName,
    thingTypeName,
    leaseMilliseconds: 40_000,
  })
  const confirm = confirmCredential(shared)
  const connect = handlePresence({ table, fleet: fleetName, now })
  const suspend = suspendDevice({ ...shared, data })
  const good = <T extends object>(answer: T): T => {
    if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
    return answer
  }
  const unit = (turn: number) => ({
    orderId: fleet.orderOfNew,
    imei: fleet.fleetImei(1_000_000 + devices() + turn),
    caller: fleet.stationOf(0),
  })
  const minted = new Map<number, MintAnswer>()
  const answerOf = (turn: number): MintAnswer => {
    const answer = minted.get(turn)
    if (answer === undefined) throw new Error(`unit ${turn} was not minted`)
    return answer
  }
  const requests = await Promise.all(Array.from({ length: 32 }, request))
  const patterns: Pattern[] = [
    {
      name: 'mint: reads, reserve, record',
      act: async (turn) => {
        const csr = requests[turn]
        if (csr === undefined) throw new Error(`there is no key for unit ${turn}`)
        minted.set(turn, good(await mint({ ...unit(turn), request: csr })) as MintAnswer)
      },
    },
    {
      name: 'mint again with the same key',
      act: async (turn) => good(await mint({ ...unit(turn), request: requests[turn] ?? (await request()) })),
    },
    {
      name: 'confirm: reads, prove, settle',
      act: async (turn) => {
        const { certificateId, expected, securityTag } = answerOf(turn)
        const listing = expected.map(
          ({ type, sha256 }) => `%CMNG: ${securityTag},${type},"${sha256 ?? 'AB'.repeat(32)}"`,
        )
        const proof = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0', listing }
        good(await confirm({ ...unit(turn), certificateId, request: proof }))
      },
    },
    {
      name: 'first connect',
      act: async (turn) => {
        const { certificateId: principalIdentifier, thingName: clientId } = answerOf(turn)
        const outcome = await connect({ clientId, principalIdentifier, eventType: 'connected', timestamp: now() })
        if (outcome !== 'registered') throw new Error(`not registered, but ${outcome}`)
      },
    },
    {
      name: 'suspend',
      act: async (turn) =>
        good(await suspend({ imei: unit(turn).imei, caller: 'arn:aws:iam::123456789012:user/ops', reason: undefined })),
    },
  ]
  return { patterns, stop: iotCore.stop }
}
