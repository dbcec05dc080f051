import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { connectFactoryApi } from '../../bench/cloud/connect-factory-api.ts'
import { isRefused } from '../../bench/refused.ts'
import { synthesize } from '../../cli/assembly.ts'
import { profileSchema } from '../../core/api/profile.ts'
import type { User } from '../../local/iam/identities.ts'
import type { ReadyLocalCloud } from '../../local/start.ts'
import { firstConnects } from '../demo/first-connects.ts'
import { flashUnits } from '../demo/flash-units.ts'
import { demoUnits } from '../demo/units.ts'
import { type Figure, figure } from './figure.ts'

interface Started {
  ms: number
  ready: ReadyLocalCloud
  station: User
}

const rounds = 3
const devices = 40
const securityTag = 16842753

/** Starts a cloud in a process of its own, lets `work` use it, and stops it; answers how long the start took and the peak memory. */
const run = async (args: string[], work: (started: Started) => Promise<void> = async () => {}) => {
  const script = fileURLToPath(new URL('local-cloud-process.ts', import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const next = async () => {
    const { done, value } = await lines.next()
    if (done) throw new Error('the local cloud ended before it was up')
    return JSON.parse(value)
  }
  try {
    const started: Started = await next()
    await work(started)
    child.stdin.end()
    const { kilobytes } = await next()
    return { seconds: started.ms / 1000, megabytes: kilobytes / 1024 }
  } finally {
    child.kill()
  }
}

/** Forty units keyed, proven and registered, eight at a time. */
const makeDevices = async ({ ready, station }: Started): Promise<void> => {
  const apiAs = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    connectFactoryApi({ settings: ready, credentials: async () => credentials })
  const profile = profileSchema.parse({
    name: 'bench',
    hostname: ready.dataEndpoint,
    securityTag,
    keySources: ['modem', 'station', 'cloud'],
    trustAnchors: [await readFile(ready.rootCaPath, 'utf8')],
  })
  const ops = apiAs(ready)
  const order = await ops.openOrder({ profile, quantity: devices, stations: [station.arn] })
  if (isRefused(order)) throw new Error(order.says)
  const { orderId } = order
  const units = demoUnits(devices)
  const journalFile = join(ready.stateDir, 'journal.jsonl')
  const { signal } = new AbortController()
  const results = await flashUnits(units, { api: apiAs(station), orderId, journalFile, signal }, () => {})
  if (results.some(({ outcome }) => outcome !== 'confirmed')) throw new Error('not every unit was confirmed')
  const connectTo = { host: ready.mqttHost, port: ready.mqttPorts['8883'] ?? 0 }
  const broker = { hostname: ready.dataEndpoint, connectTo, securityTag, fleet: 'mintmark' }
  await firstConnects(
    units.map(({ modem }) => modem),
    broker,
  )
}

/** How soon the local cloud is up, and how large it grows when a batch of devices is made on it. */
export async function localCloud(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  const state = (round: number | string) => join(folder, `state-${round}`)
  try {
    const assembly = await synthesize()
    const starts: number[] = []
    for (let round = 0; round < rounds; round += 1) starts.push((await run([assembly, state(round)])).seconds)
    const withSynth = await run([join(folder, 'cdk.out'), state('synth'), 'synth'])
    const { megabytes } = await run([assembly, state('work')], makeDevices)
    return [
      figure('local cloud, up from a fresh cdk.out', Math.min(...starts), 's', { atMost: 3 }),
      figure('local cloud, up with synth', withSynth.seconds, 's', { atMost: 8 }),
      figure(`local cloud, peak memory over ${devices} devices`, megabytes, 'MB', { atMost: 500 }),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}
