import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { isRefused, type Refused } from '../../../bench/refused.ts'
import { synthesize } from '../../../cli/assembly.ts'
import type { MintAnswer, MintRequest } from '../../../core/api/credentials.ts'
import { profileSchema } from '../../../core/api/profile.ts'
import { luhnDigit } from '../../../core/device/luhn.ts'
import { type LocalCloud, startLocalCloud } from '../../../local/start.ts'
import { inParallel } from '../../demo/in-parallel.ts'

export interface OverTheLocalCloud {
  /** How often a mint and a confirm waited for AWS, measured by how long they took when every answer took half a second. */
  mintRoundTrips: number
  confirmRoundTrips: number
  admissionsPerSecond: number
  mintsPerSecond: number
}

/** Long against everything else in a request, on a busy machine too. */
const answerMs = 500
const tries = 3
const requests = 200
const atOnce = 8
const firmware = 'mfw_nrf9160_1.3.7'

const imeiOf = (n: number): string => {
  const digits = `35265697${String(n).padStart(6, '0')}`
  return `${digits}${luhnDigit(digits)}`
}

const good = <T extends object>(answer: T | Refused): T => {
  if (isRefused(answer)) throw new Error(answer.says)
  return answer
}

const lineOn = async (cloud: LocalCloud) => {
  const { ready } = cloud
  const station = cloud.createUser('bench', { Statement: [] }, [
    'arn:aws:iam::123456789012:policy/mintmark-dev-station',
  ])
  const apiAs = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    connectFactoryApi({ settings: ready, credentials: async () => credentials })
  const profile = profileSchema.parse({ name: 'bench', hostname: ready.dataEndpoint, securityTag: 16842753 })
  const { orderId } = good(await apiAs(ready).openOrder({ profile, quantity: 1000, stations: [station.arn] }))
  const api = apiAs(station)
  const request = async (): Promise<MintRequest> => {
    const { csrPem: csr } = await makeStationKey('sec1', 'bench')
    return { keySource: 'station', csr, firmware, agentVersion: '0.1.0' }
  }
  const mint = async (n: number, body?: MintRequest): Promise<MintAnswer> =>
    good(await api.mint({ orderId, imei: imeiOf(n), request: body ?? (await request()) }))
  const confirm = async ({ imei, certificateId, securityTag, expected }: MintAnswer) => {
    const listing = expected.map(({ type, sha256 }) => `%CMNG: ${securityTag},${type},"${sha256 ?? 'AB'.repeat(32)}"`)
    const proof = { firmware, agentVersion: '0.1.0', listing }
    return good(await api.confirm({ orderId, imei, certificateId, request: proof }))
  }
  const admission = async (n: number) => good(await api.admission({ orderId, imei: imeiOf(n), firmware }))
  return { mint, confirm, admission, request }
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** What can be measured on the deployed functions only: round trips by delay, and requests a second with warm functions. */
export const overTheLocalCloud = async (): Promise<OverTheLocalCloud> => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  const cloud = await startLocalCloud({ assemblyDirectory: await synthesize(), stateDirectory: folder, log: () => {} })
  try {
    const line = await lineOn(cloud)
    await line.confirm(await line.mint(0))
    const slow = ['mint-credential', 'confirm-credential'].map((folder) =>
      cloud.faults.inject({
        operation: '*',
        caller: `mintmark-dev-${folder}`,
        times: Number.POSITIVE_INFINITY,
        effect: { delayMs: answerMs },
      }),
    )
    // The quickest of three: a busy moment of this machine must not look like one more answer.
    const mintSeconds: number[] = []
    const confirmSeconds: number[] = []
    for (let n = 1; n <= tries; n += 1) {
      const body = await line.request()
      let answer: MintAnswer | undefined
      mintSeconds.push(
        await secondsOf(async () => {
          answer = await line.mint(n, body)
        }),
      )
      confirmSeconds.push(await secondsOf(async () => answer && line.confirm(answer)))
    }
    for (const { remove } of slow) remove()
    const numbers = Array.from({ length: requests }, (_, n) => n + 1 + tries)
    const bodies = await Promise.all(numbers.map(line.request))
    await inParallel(numbers.slice(0, atOnce), atOnce, line.admission)
    const admissions = await secondsOf(() => inParallel(numbers, atOnce, line.admission))
    const mints = await secondsOf(() => inParallel(numbers, atOnce, (n) => line.mint(n, bodies[n - 1 - tries])))
    return {
      mintRoundTrips: Math.floor((Math.min(...mintSeconds) * 1000) / answerMs),
      confirmRoundTrips: Math.floor((Math.min(...confirmSeconds) * 1000) / answerMs),
      admissionsPerSecond: requests / admissions,
      mintsPerSecond: requests / mints,
    }
  } finally {
    await cloud.stop()
    await rm(folder, { recursive: true })
  }
}
