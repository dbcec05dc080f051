import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  CreateDomainConfigurationCommand,
  DescribeDomainConfigurationCommand,
  IoTClient,
  UpdateDomainConfigurationCommand,
} from '@aws-sdk/client-iot'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { makeStationKey } from '../../../bench/keys/make-station-key.ts'
import { isRefused } from '../../../bench/refused.ts'
import type { MintAnswer } from '../../../core/api/credentials.ts'
import type { DiagnosisAnswer } from '../../../core/api/diagnosis.ts'
import type { Profile } from '../../../core/api/profile.ts'
import { mintmark } from '../../cli/support.ts'
import { startStoryCloud } from '../local-cloud.ts'
import { imeiOf, listingOf } from '../unit.ts'
import { type Dialled, dial } from './dial.ts'
import { runCommandLine } from './run-command-line.ts'

export const registry = 'mintmark-dev-registry'
export const devicePolicy = 'mintmark-dev-device'

export interface Unit {
  imei: string
  thingName: string
  orderId: string
  certificateId: string
  certificateArn: string
  certificatePem: string
  privateKeyPem: string
  minted: MintAnswer
}

export interface MakeOptions {
  firmware?: string
  profile?: Partial<Profile>
  confirm?: boolean
  imei?: string
  orderId?: string
}

/** One local cloud with devices that were made as a station makes them, and their doctor. */
export const startDoctorWorld = async () => {
  const story = await startStoryCloud()
  const { ready } = story.cloud
  const settings = { endpoint: ready.awsEndpointUrl, region: ready.region, credentials: ready }
  const client = new IoTClient(settings)
  const rows = DynamoDBDocumentClient.from(new DynamoDBClient(settings))
  // The chain of the SDK reads the process; the doctor runs with the rights of ops and no others.
  process.env.AWS_ACCESS_KEY_ID = story.ops.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = story.ops.secretAccessKey
  process.env.AWS_SESSION_TOKEN = ''
  const env = { MINTMARK_API_URL: ready.apiUrl, AWS_REGION: ready.region }
  let made = 0
  const newImei = () => {
    made += 1
    return imeiOf(made)
  }
  const station = story.apiAs(story.station)
  const arnOf = (id: string) => `arn:aws:iot:${ready.region}:123456789012:cert/${id}`

  const open = async (profile: Partial<Profile> = {}): Promise<string> => {
    const { orderId } = await story.openOrder(
      3,
      { existingCredentials: 'replace', ...profile },
      {
        reworkStations: [story.station.arn],
        overrideEndpointCheck: { reason: 'broken on purpose, for the doctor' },
      },
    )
    return orderId
  }
  const make = async (options: MakeOptions = {}): Promise<Unit> => {
    const { firmware = 'mfw_nrf9160_1.3.7', profile, confirm = true, imei = newImei() } = options
    const orderId = options.orderId ?? (await open(profile))
    const { csrPem: csr, privateKeyPem } = await makeStationKey('sec1', 'doctor')
    const common = { firmware, agentVersion: '0.1.0' }
    const minted = await station.mint({ orderId, imei, request: { keySource: 'station', csr, ...common } })
    if (isRefused(minted)) throw new Error(minted.says)
    const { certificateId, thingName, certificatePem } = minted
    if (confirm) {
      const proof = { listing: listingOf(minted), ...common }
      const confirmed = await station.confirm({ orderId, imei, certificateId, request: proof })
      if (isRefused(confirmed)) throw new Error(confirmed.says)
    }
    return {
      imei,
      thingName,
      orderId,
      certificateId,
      certificateArn: arnOf(certificateId),
      certificatePem,
      privateKeyPem,
      minted,
    }
  }
  const connect = async (unit: Unit, more: Partial<Dialled> = {}): Promise<boolean> => {
    const { certificatePem, privateKeyPem, thingName: clientId } = unit
    const session = await dial(ready, { certificatePem, privateKeyPem, clientId, ...more })
    await story.cloud.idle()
    await session?.endAsync()
    await story.cloud.idle()
    return session !== undefined
  }
  return {
    story,
    client,
    rows,
    newImei,
    open,
    make,
    connect,
    dial: (dialled: Dialled) => dial(ready, dialled),
    endpoint: ready.dataEndpoint,
    /** Makes a domain that AWS names, in this state; answers its host name. */
    async domain(domainConfigurationName: string, domainConfigurationStatus: 'ENABLED' | 'DISABLED'): Promise<string> {
      await client.send(new CreateDomainConfigurationCommand({ domainConfigurationName }))
      await client.send(new UpdateDomainConfigurationCommand({ domainConfigurationName, domainConfigurationStatus }))
      const it = await client.send(new DescribeDomainConfigurationCommand({ domainConfigurationName }))
      return it.domainName ?? ''
    },
    run: runCommandLine({ client, env }),
    doctor: async (imei: string, ...more: string[]): Promise<DiagnosisAnswer & { exit: number }> => {
      const { exit, json, stderr, stdout } = await mintmark(['--json', 'doctor', imei, ...more], { env })
      if (exit > 1) throw new Error(`doctor ended with ${exit}: ${stdout}${stderr}`)
      return { ...(json() as DiagnosisAnswer), exit }
    },
    /** The same for people. */
    text: async (imei: string, ...more: string[]) => (await mintmark(['doctor', imei, ...more], { env })).stdout,
    stop: () => story.stop(),
  }
}

export type DoctorWorld = Awaited<ReturnType<typeof startDoctorWorld>>
