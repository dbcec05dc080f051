import { pendingKey } from '../../../../bench/identity/bench-key.ts'
import { openSession } from '../../../../bench/identity/open-session.ts'
import { readIdentity } from '../../../../bench/identity/station-identity.ts'
import { systemTimers } from '../../../../bench/timers.ts'
import { enrolledStation } from '../../../../core/api/stations.ts'
import type { User } from '../../../../local/iam/identities.ts'
import { csrWith } from '../../csr.ts'
import type { ProofWorld } from '../proof-world.ts'
import type { Stories } from '../story.ts'

let enrolled = 0
const newName = () => `bench-${++enrolled}`

/** Enrols a bench; `session` signs in with its certificate. */
export const enrol = async ({ story, ask, ops }: ProofWorld) => {
  const name = newName()
  const key = await pendingKey(story.folder, name)
  const station = enrolledStation.parse(await ask(ops, 'POST', '/stations', { name, csr: key.csrPem }))
  await key.keep(station.certificatePem)
  const session = async (): Promise<User> => {
    const identity = await readIdentity(key.certificatePath, key.keyPath)
    const open = openSession({ fetch, timers: systemTimers, now: () => new Date() })
    const it = await open({ identity, ...station, endpoint: story.cloud.ready.awsEndpointUrl })
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = it
    return { arn: station.roleArn, accessKeyId, secretAccessKey, sessionToken }
  }
  return { name, session }
}

export const stationStories: Stories = {
  'enroll-station': [
    {
      name: 'a bench is enrolled',
      needs: [
        ...['dynamodb:GetItem', 'dynamodb:PutItem', 'kms:GetPublicKey', 'kms:Sign'],
        ...['rolesanywhere:ListTrustAnchors', 'rolesanywhere:ListProfiles'],
      ],
      prepare: async ({ ask, ops }) => {
        const csr = await csrWith('P-256')
        return async () => (await ask(ops, 'POST', '/stations', { name: newName(), csr })).roleArn
      },
    },
    {
      name: 'a bench gets a new certificate in place of its old one',
      needs: ['dynamodb:UpdateItem'],
      prepare: async (world) => {
        const { name } = await enrol(world)
        const csr = await csrWith('P-256')
        return async () => (await world.ask(world.ops, 'POST', '/stations', { name, csr, replace: true })).roleArn
      },
    },
  ],
  'list-stations': [
    {
      name: 'stations are listed',
      needs: ['dynamodb:Query table/mintmark-dev-registry'],
      prepare: async (world) => {
        await enrol(world)
        return async () => typeof (await world.ask(world.ops, 'GET', '/stations?limit=1')).stations
      },
    },
  ],
  'revoke-station': [
    {
      name: 'a station is revoked',
      needs: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      prepare: async (world) => {
        const { name } = await enrol(world)
        return async () => typeof (await world.ask(world.ops, 'DELETE', `/stations/${name}`)).revokedAt
      },
    },
  ],
}
