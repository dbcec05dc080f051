import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectFactoryApi } from '../../bench/cloud/connect-factory-api.ts'
import type { FactoryApi } from '../../bench/cloud/factory-api.ts'
import type { Credentials } from '../../bench/cloud/request-signer.ts'
import { isRefused } from '../../bench/refused.ts'
import { synthesize } from '../../cli/assembly.ts'
import type { DeviceAnswer } from '../../core/api/devices.ts'
import type { OrderAnswer } from '../../core/api/orders.ts'
import { profileSchema } from '../../core/api/profile.ts'
import { type LocalCloud, startLocalCloud } from '../../local/start.ts'
import { type Broker, firstConnects } from './first-connects.ts'
import { flashUnits } from './flash-units.ts'
import { countDevices, type DemoCounts, readDevices } from './registry-counts.ts'
import { renderUnit } from './render-demo.ts'
import { type ReplayedStory, replayStory } from './replay-story.ts'
import { startStopwatch } from './stopwatch.ts'
import { demoUnits } from './units.ts'

export interface DemoReport {
  counts: DemoCounts
  elapsedMs: number
  stages: [name: string, ms: number][]
  devices: DeviceAnswer[]
  story: ReplayedStory | undefined
}

export interface DemoContext {
  devices: number
  signal: AbortSignal
  /** A line for people while the work goes on. */
  progress(line: string): void
  now(): number
}

const securityTag = 16842753
/** What a bench may do and nothing else, as it is deployed. */
const stationPolicyArn = 'arn:aws:iam::123456789012:policy/mintmark-dev-station'
const registeredWithinMs = 15_000

const apiFor = (
  { ready }: LocalCloud,
  signal: AbortSignal,
  { accessKeyId, secretAccessKey }: Credentials,
): FactoryApi =>
  connectFactoryApi({
    settings: { apiUrl: ready.apiUrl, region: ready.region },
    credentials: async () => ({ accessKeyId, secretAccessKey }),
    signal,
  })

const openOrder = async (
  api: FactoryApi,
  cloud: LocalCloud,
  quantity: number,
  station: string,
): Promise<OrderAnswer> => {
  const profile = profileSchema.parse({
    name: 'demo-tracker',
    hostname: cloud.ready.dataEndpoint,
    securityTag,
    keySources: ['modem', 'station', 'cloud'],
    trustAnchors: [await readFile(cloud.ready.rootCaPath, 'utf8')],
  })
  const order = await api.openOrder({ profile, quantity, stations: [station] })
  if (isRefused(order)) throw new Error(`the order did not open: ${order.says} ${order.next}`)
  return order
}

/** Reads until all are registered; what is not by then stays so in the report. */
const waitForRegistration = async (
  cloud: LocalCloud,
  ops: FactoryApi,
  imeis: string[],
  { now, signal }: DemoContext,
) => {
  for (const deadline = now() + registeredWithinMs; ; ) {
    signal.throwIfAborted()
    await cloud.idle()
    const devices = await readDevices(ops, imeis)
    const isDone = devices.length === imeis.length && devices.every(({ state }) => state === 'registered')
    if (isDone || now() > deadline) return devices
  }
}

/** The main job from an empty account to registered devices, and then the story that it all began with. */
export const runDemo = async (context: DemoContext): Promise<DemoReport> => {
  const { devices: count, signal, progress, now } = context
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-demo-'))
  const began = now()
  const { stage, stages } = startStopwatch(now, (name) => {
    signal.throwIfAborted()
    progress(name)
  })
  let cloud: LocalCloud | undefined
  try {
    const assemblyDirectory = await stage('synthesize the stacks', () => synthesize())
    const started = await stage('start the local cloud', () => startLocalCloud({ assemblyDirectory, log: progress }))
    cloud = started
    const station = started.createUser('demo-station', { Statement: [] }, [stationPolicyArn])
    const ops = apiFor(started, signal, started.ready)
    const order = await stage('open the order', () => openOrder(ops, started, count, station.arn))

    const units = demoUnits(count)
    const modems = units.map(({ modem }) => modem)
    const imeis = modems.map(({ imei }) => imei)
    const { orderId } = order
    const bench = { api: apiFor(started, signal, station), orderId, journalFile: join(folder, 'journal.jsonl'), signal }
    await stage('flash and prove', () => flashUnits(units, bench, (result) => progress(renderUnit(result))))

    const broker: Broker = {
      hostname: started.ready.dataEndpoint,
      connectTo: { host: started.ready.mqttHost, port: started.ready.mqttPorts['8883'] ?? 8883 },
      securityTag,
      fleet: 'mintmark',
    }
    await stage('connect for the first time', () => firstConnects(modems, broker))
    const devices = await stage('wait for the registry', () => waitForRegistration(started, ops, imeis, context))
    const elapsedMs = Math.round(now() - began)
    const { ordered } = await ops.readOrder(orderId).then((answer) => (isRefused(answer) ? order : answer))

    const actors = modems.filter(({ firmware }) => /_1\.2\.[03]$/.test(firmware)).slice(0, 2)
    const story = count < 2 ? undefined : await stage('replay the story', () => replayStory(actors, broker))
    return { counts: countDevices(ordered, devices), elapsedMs, stages: stages(), devices, story }
  } finally {
    await cloud?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
