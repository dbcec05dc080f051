import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { isRefused } from '../../../bench/refused.ts'
import { synthesize } from '../../../cli/assembly.ts'
import { profileSchema } from '../../../core/api/profile.ts'
import { luhnDigit } from '../../../core/device/luhn.ts'
import { type LocalCloud, startLocalCloud } from '../../../local/start.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import { firstConnects } from '../../demo/first-connects.ts'
import { flashUnits } from '../../demo/flash-units.ts'
import { createTally, type Tally } from './tally.ts'

export interface Usage {
  devices: number
  /** What the devices caused, from admission to registered, in sum. */
  ofDevices: Tally
  /** What opening their order caused. */
  ofOrder: Tally
  /** What one run of each scheduled function caused, by its folder. */
  ofSchedules: Readonly<Record<string, Tally>>
}

const prefix = 'mintmark-dev-'
/** A modem that makes its own key and vouches for it: of all devices the one with the most rows. */
const firmware = 'mfw_nrf9160_1.3.7'
const securityTag = 16842753
export const scheduled = ['scheduled-sweep', 'check-profiles', 'survey-fleet'] as const

const imeiOf = (index: number): string => {
  const digits = `35265699${String(index).padStart(6, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

/** The profile names Amazon's root, as real ones do, so that rows have their real size; the local broker has another. */
const trusting = (modem: Modem, rootCa: string): Modem => ({
  ...modem,
  credential: (tag, type) => {
    const stored = modem.credential(tag, type)
    return stored !== undefined && tag === securityTag && type === 0 ? { ...stored, content: rootCa } : stored
  },
})

/** Takes a batch of devices from their order to registered, on the deployed functions, and writes down what AWS would bill. */
export const countUsage = async (devices: number): Promise<Usage> => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-cost-'))
  const cloud = await startLocalCloud({ assemblyDirectory: await synthesize(), stateDirectory: folder, log: () => {} })
  try {
    return await countOn(cloud, folder, devices)
  } finally {
    await cloud.stop()
    await rm(folder, { recursive: true })
  }
}

const countOn = async (cloud: LocalCloud, folder: string, devices: number): Promise<Usage> => {
  const { ready } = cloud
  const tally = createTally(cloud, prefix)
  const policy = 'arn:aws:iam::123456789012:policy/mintmark-dev-station'
  const station = cloud.createUser('bench', { Statement: [] }, [policy])
  const apiAs = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    connectFactoryApi({ settings: ready, credentials: async () => credentials })
  const profile = profileSchema.parse({
    name: 'cost',
    hostname: ready.dataEndpoint,
    securityTag,
  })
  const order = await apiAs(ready).openOrder({ profile, quantity: devices, stations: [station.arn] })
  if (isRefused(order)) throw new Error(order.says)
  const ofOrder = await tally.next()

  const rootCa = await readFile(ready.rootCaPath, 'utf8')
  const line = {
    api: apiAs(station),
    orderId: order.orderId,
    journalFile: join(folder, 'journal.jsonl'),
    signal: new AbortController().signal,
  }
  const broker = {
    hostname: ready.dataEndpoint,
    connectTo: { host: ready.mqttHost, port: ready.mqttPorts['8883'] ?? 0 },
    securityTag,
    fleet: 'mintmark',
  }
  // One after the other, as on a line with one slot: batches of one are the dearest way to work off a queue.
  for (let index = 0; index < devices; index += 1) {
    const modem = createModem({ firmware, imei: imeiOf(index) })
    const [result] = await flashUnits([{ modem }], line, () => {})
    if (result?.outcome !== 'confirmed') throw new Error(`a unit was not confirmed: ${JSON.stringify(result)}`)
    await firstConnects([trusting(modem, rootCa)], broker)
    await cloud.idle()
  }
  const ofDevices = await tally.next()
  const { states } = await readOrder(apiAs(ready), order.orderId)
  if (states.registered !== devices)
    throw new Error(`${devices} devices connected, and their order counts ${JSON.stringify(states)}`)
  await tally.next()

  const ofSchedules: Record<string, Tally> = {}
  for (const name of scheduled) {
    const result = await cloud.functions.invoke(`${prefix}${name}`, { source: 'aws.events' })
    if ('error' in result) throw new Error(`${name} failed: ${result.error.errorMessage}`)
    ofSchedules[name] = await tally.next()
  }
  return { devices, ofDevices, ofOrder, ofSchedules }
}

const readOrder = async (api: ReturnType<typeof connectFactoryApi>, orderId: string) => {
  const order = await api.readOrder(orderId)
  if (isRefused(order)) throw new Error(order.says)
  return order
}
