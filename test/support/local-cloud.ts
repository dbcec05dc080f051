import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  DescribeCertificateCommand,
  IoTClient,
  ListCertificatesCommand,
  ListThingPrincipalsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot'
import { openAtSession } from '../../bench/at/at-session.ts'
import { type ConnectOptions, connectFactoryApi } from '../../bench/cloud/connect-factory-api.ts'
import type { FactoryApi } from '../../bench/cloud/factory-api.ts'
import { type FlashInput, flash } from '../../bench/flash/flash.ts'
import type { FlashResult } from '../../bench/flash/flash-result.ts'
import { openJournal } from '../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../bench/keys/make-station-key.ts'
import { isRefused } from '../../bench/refused.ts'
import { systemTimers, type Timers } from '../../bench/timers.ts'
import { synthesize } from '../../cli/assembly.ts'
import type { OpenOrderRequest, OrderAnswer } from '../../core/api/orders.ts'
import { type Profile, profileSchema } from '../../core/api/profile.ts'
import type { User } from '../../local/iam/identities.ts'
import { type LocalCloudOptions, startLocalCloud } from '../../local/start.ts'
import { connectDevice } from '../../simulator/device-application.ts'
import type { Modem } from '../../simulator/modem.ts'
import { portTo } from '../bench/support/simulated-bench.ts'
import { signedFetch } from '../local/signed-fetch.ts'
import { documentedFetch, undocumented } from './documented.ts'

export const securityTag = 16842753
const accountId = '123456789012'

/** An answer of the HTTP API as it is on the wire. */
export interface Answered {
  status: number
  headers: Headers
  /** What a problem+json says, or whatever else came. */
  json: Record<string, unknown>
}

export interface AskOptions {
  body?: unknown
  /** Sent as it is, in place of `body`. */
  raw?: string
  headers?: Record<string, string>
  signingDate?: Date
}

export type FlashMore = Omit<FlashInput, 'session' | 'orderId'> &
  Partial<Pick<ConnectOptions, 'timers' | 'fetch'>> & {
    /** Of the AT session: a test whose modem falls silent need not wait as long as a bench does. */
    atTimers?: Timers
  }

/**
 * The stacks as ops deploys them, on this machine with a state of its own, and principals that hold the deployed
 * policies of ops and of a station and nothing else.
 */
export const startStoryCloud = async (options: Partial<LocalCloudOptions> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-story-'))
  const assemblyDirectory = await synthesize()
  /** Everything that functions printed and that the local cloud said. */
  const said: string[] = []
  /** PEM of every key that the bench made, also of those that came to nothing. */
  const stationKeys: string[] = []
  /** What the API answered and docs/api.md does not say. */
  const undocumentedAnswers: string[] = []
  const start = async () => {
    const started = await startLocalCloud({
      assemblyDirectory,
      stateDirectory: join(folder, 'state'),
      maxWorkers: 8,
      log: (line) => said.push(line),
      ...options,
    })
    started.onFunctionOutput(({ text }) => void said.push(text))
    return started
  }
  let cloud = await start()
  const userWith = (name: string, audience: 'ops' | 'station'): User =>
    cloud.createUser(name, { Statement: [] }, [`arn:aws:iam::${accountId}:policy/mintmark-dev-${audience}`])
  const ops = userWith('ops', 'ops')
  const station = userWith('bench', 'station')

  const apiAs = ({ accessKeyId, secretAccessKey }: User, more: Partial<ConnectOptions> = {}): FactoryApi =>
    connectFactoryApi({
      settings: { apiUrl: cloud.ready.apiUrl, region: cloud.ready.region },
      credentials: async () => ({ accessKeyId, secretAccessKey }),
      ...more,
      fetch: documentedFetch((wrong) => void undocumentedAnswers.push(wrong), more.fetch),
    })
  const ask = async (user: User, method: string, path: string, more: AskOptions = {}): Promise<Answered> => {
    const body = more.raw ?? (more.body === undefined ? undefined : JSON.stringify(more.body))
    const response = await signedFetch(`${cloud.ready.apiUrl}/v1${path}`, {
      service: 'execute-api',
      credentials: user,
      method,
      ...(body === undefined ? {} : { body }),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more.headers },
      ...(more.signingDate === undefined ? {} : { signingDate: more.signingDate }),
    })
    const json = (await response.json()) as Answered['json']
    const wrong = undocumented(method, new URL(response.url).pathname, response.status, json)
    if (wrong !== undefined) undocumentedAnswers.push(wrong)
    return { status: response.status, headers: response.headers, json }
  }
  const iot = () =>
    new IoTClient({ endpoint: cloud.ready.awsEndpointUrl, region: cloud.ready.region, credentials: cloud.ready })

  return {
    get cloud() {
      return cloud
    },
    folder,
    said,
    stationKeys,
    ops,
    station,
    userWith,
    apiAs,
    ask,
    profile: async (changes: Partial<Profile> = {}): Promise<Profile> =>
      profileSchema.parse({
        name: 'tracker',
        hostname: cloud.ready.dataEndpoint,
        securityTag,
        trustAnchors: [await readFile(cloud.ready.rootCaPath, 'utf8')],
        ...changes,
      }),
    async openOrder(
      quantity: number,
      changes: Partial<Profile> = {},
      more: Partial<OpenOrderRequest> = {},
    ): Promise<OrderAnswer> {
      const request = { profile: await this.profile(changes), quantity, stations: [station.arn], ...more }
      const order = await apiAs(ops).openOrder(request)
      if (isRefused(order)) throw new Error(order.says)
      return order
    },
    spentOf: async (orderId: string): Promise<number | undefined> => {
      const order = await apiAs(ops).readOrder(orderId)
      return isRefused(order) ? undefined : order.spent
    },
    /** Flashes the modem as a station does, with a journal in the folder. */
    async flash(modem: Modem, orderId: string, how: FlashMore = {}): Promise<FlashResult> {
      const { timers, fetch, atTimers = systemTimers, ...more } = how
      const journal = await openJournal(join(folder, `${orderId}.jsonl`), orderId, () => new Date())
      const session = openAtSession({ timers: atTimers, quietMs: 5 })(portTo(modem))
      const makeKey: typeof makeStationKey = async (...wanted) => {
        const key = await makeStationKey(...wanted)
        stationKeys.push(key.privateKeyPem)
        return key
      }
      const api = apiAs(station, { ...(timers && { timers }), ...(fetch && { fetch }) })
      try {
        return await flash({ api, journal, makeStationKey: makeKey, agentVersion: '0.1.0' })({
          session,
          orderId,
          ...more,
        })
      } finally {
        await session.close()
        await journal.close()
      }
    },
    /** Connects the device over mutual TLS with what its modem holds; answers how it went. */
    async connect(modem: Modem, hostname: string | null = cloud.ready.dataEndpoint) {
      const { mqttHost: host, mqttPorts } = cloud.ready
      const { outcome, session } = await connectDevice({
        modem,
        securityTag,
        hostname,
        connectTo: { host, port: mqttPorts['8883'] ?? 0 },
        clientId: `mintmark-${modem.imei}`,
      })
      await session?.end()
      await cloud.idle()
      return outcome
    },
    /** The certificates tied to a device's thing, by status. */
    certificatesOf: async (imei: string): Promise<{ id: string; status: string | undefined }[]> => {
      const client = iot()
      const { principals = [] } = await client
        .send(new ListThingPrincipalsCommand({ thingName: `mintmark-${imei}` }))
        .catch((error: unknown) => {
          if (error instanceof ResourceNotFoundException) return { principals: [] }
          throw error
        })
      return Promise.all(
        principals.map(async (arn) => {
          const id = arn.slice(arn.lastIndexOf('/') + 1)
          const { certificateDescription } = await client.send(new DescribeCertificateCommand({ certificateId: id }))
          return { id, status: certificateDescription?.status }
        }),
      )
    },
    /** All certificates of the account, tied to a thing or not. */
    certificates: async (): Promise<{ id: string | undefined; status: string | undefined }[]> => {
      const { certificates = [] } = await iot().send(new ListCertificatesCommand({ pageSize: 250 }))
      return certificates.map(({ certificateId: id, status }) => ({ id, status }))
    },
    /** Stops the cloud and starts it again over the same state. */
    async restart(): Promise<void> {
      await cloud.stop()
      cloud = await start()
    },
    async stop(): Promise<void> {
      await cloud.stop()
      await rm(folder, { recursive: true })
      // Every story holds the API against its contract, whatever else it is about.
      if (undocumentedAnswers.length > 0)
        throw new Error(`Answers that docs/api.md does not list:\n${[...new Set(undocumentedAnswers)].join('\n')}`)
    },
  }
}

export type StoryCloud = Awaited<ReturnType<typeof startStoryCloud>>
