import { KMSClient } from '@aws-sdk/client-kms'
import { makeAuthority } from '../../cli/station/make-authority.ts'
import { isRefusal } from '../../core/refusals/refusal.ts'
import type { RolesAnywhere } from '../../lambdas/adapters/roles-anywhere/roles-anywhere.ts'
import { enrollStation } from '../../lambdas/enroll-station/enroll-station.ts'
import { listStations } from '../../lambdas/list-stations/list-stations.ts'
import { revokeStation } from '../../lambdas/revoke-station/revoke-station.ts'
import { inProcess } from '../../local/in-process.ts'
import { createKms } from '../../local/kms/create-kms.ts'
import { openStore } from '../../local/state/store.ts'
import { csrWith } from './csr.ts'
import type { UseCaseCloud } from './use-case-cloud.ts'

export const stations = 'mintmark-dev-stations'
export const roleArn = `arn:aws:iam::123456789012:role/${stations}`
const alias = `alias/${stations}`
const place = { region: 'eu-west-1', accountId: '123456789012' }

/** The use-cases about stations over the table of a use-case cloud, a real KMS client, and what the stations stack made. */
export const stationWorld = async ({ time, tableName, newClients }: UseCaseCloud) => {
  const { service, keys } = createKms({ ...place, clock: () => time.now, store: openStore() })
  keys.setAlias(alias, keys.ensure('stations/AuthorityKey', 'CA').arn)
  const kms = new KMSClient({
    region: place.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess(service),
    maxAttempts: 1,
  })
  /** The certificate of a CA with the key behind the alias, for 20 years. */
  const authorityPem = async (years = 20): Promise<string> => {
    const question = { kms, keyId: alias, name: stations, years, now: new Date(time.now), random: Buffer.alloc(16, 3) }
    return (await makeAuthority(question))?.certificatePem ?? ''
  }
  const anchor = {
    trustAnchorArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/t',
    name: stations,
    enabled: true,
    source: { sourceData: { x509CertificateData: await authorityPem() } },
  }
  const profile = {
    profileArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:profile/p',
    name: stations,
    enabled: true,
    roleArns: [roleArn],
  }
  /** What Roles Anywhere lists; tests change it. */
  const deployed = { trustAnchors: [anchor], profiles: [profile] }
  const rolesAnywhere: RolesAnywhere = {
    trustAnchors: async () => deployed.trustAnchors,
    profiles: async () => deployed.profiles,
  }
  const table = { client: newClients().document, name: tableName }
  let count = 16
  const enroll = enrollStation({
    ...{ table, kms, rolesAnywhere, stations },
    days: 365,
    now: () => time.now,
    randomBytes: (length) => {
      count += 1
      return Buffer.alloc(length, count)
    },
  })
  /** Enrols a station with a new key and answers the ARN under which its calls arrive. */
  const enrolled = async (name: string, replace = false): Promise<string> => {
    const station = await enroll({ name, csr: await csrWith('P-256'), replace }, 'arn:aws:iam::123456789012:user/ops')
    if (isRefusal(station)) throw new Error(JSON.stringify(station))
    return station.principal
  }
  return {
    ...{ table, deployed, enroll, enrolled, authorityPem },
    list: listStations({ table }),
    revoke: revokeStation({ table, now: () => time.now }),
  }
}
