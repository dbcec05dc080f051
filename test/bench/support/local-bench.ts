import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IoTClient, ListCertificatesCommand } from '@aws-sdk/client-iot'
import { openAtSession } from '../../../bench/at/at-session.ts'
import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import type { FactoryApi } from '../../../bench/cloud/factory-api.ts'
import { flash } from '../../../bench/flash/flash.ts'
import type { FlashResult } from '../../../bench/flash/flash-result.ts'
import { openJournal } from '../../../bench/journal/open-journal.ts'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { isRefused } from '../../../bench/refused.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { synthesize } from '../../../cli/assembly.ts'
import type { OrderAnswer } from '../../../core/api/orders.ts'
import { type Profile, profileSchema } from '../../../core/api/profile.ts'
import { type LocalCloud, startLocalCloud } from '../../../local/start.ts'
import type { Modem } from '../../../simulator/modem.ts'
import { portTo } from './simulated-bench.ts'

export const securityTag = 16842753

export interface LocalBench {
  cloud: LocalCloud
  ops: FactoryApi
  /** Everything that functions printed and that the local cloud said. */
  said: string[]
  /** Journals and the state of the cloud. */
  folder: string
  openOrder(quantity: number, changes?: Partial<Profile>): Promise<OrderAnswer>
  flash(modem: Modem, orderId: string): Promise<FlashResult>
  /** IDs of the account's certificates, by status. */
  certificates(): Promise<{ active: string[]; all: string[] }>
  close(): Promise<void>
}

/** The stacks as they are deployed, on this machine, and one bench with the rights of a station and nothing else. */
export const startLocalBench = async (): Promise<LocalBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-'))
  const said: string[] = []
  const cloud = await startLocalCloud({
    assemblyDirectory: await synthesize(),
    stateDirectory: join(folder, 'state'),
    log: (line) => said.push(line),
  })
  cloud.onFunctionOutput(({ text }) => void said.push(text))
  const { ready } = cloud
  const apiAs = ({ accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) =>
    connectFactoryApi({
      settings: { apiUrl: ready.apiUrl, region: ready.region },
      credentials: async () => ({ accessKeyId, secretAccessKey }),
    })
  const policy = 'arn:aws:iam::123456789012:policy/mintmark-dev-station'
  const station = cloud.createUser('bench', { Statement: [] }, [policy])
  const [ops, api] = [apiAs(ready), apiAs(station)]
  const iot = new IoTClient({ endpoint: ready.awsEndpointUrl, region: ready.region, credentials: ready })
  return {
    cloud,
    ops,
    said,
    folder,
    async openOrder(quantity, changes = {}) {
      const profile = profileSchema.parse({
        name: 'tracker',
        hostname: ready.dataEndpoint,
        securityTag,
        trustAnchors: [await readFile(ready.rootCaPath, 'utf8')],
        ...changes,
      })
      const order = await ops.openOrder({ profile, quantity, stations: [station.arn] })
      if (isRefused(order)) throw new Error(order.says)
      return order
    },
    async flash(modem, orderId) {
      const journal = await openJournal(join(folder, `${orderId}.jsonl`), orderId, () => new Date())
      const session = openAtSession({ timers: systemTimers, quietMs: 5 })(portTo(modem))
      try {
        return await flash({ api, journal, makeStationKey, agentVersion: '0.1.0' })({ session, orderId })
      } finally {
        await session.close()
        await journal.close()
      }
    },
    async certificates() {
      const { certificates = [] } = await iot.send(new ListCertificatesCommand({ pageSize: 250 }))
      const all = certificates.map(({ certificateId = '' }) => certificateId)
      const active = certificates
        .filter(({ status }) => status === 'ACTIVE')
        .map(({ certificateId = '' }) => certificateId)
      return { active, all }
    },
    async close() {
      await cloud.stop()
      await rm(folder, { recursive: true })
    },
  }
}
