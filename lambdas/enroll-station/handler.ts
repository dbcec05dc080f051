import { randomBytes } from 'node:crypto'
import { KMSClient } from '@aws-sdk/client-kms'
import { enrollStation as route } from '../../core/api/routes/enroll-station.ts'
import { documentClient } from '../adapters/clients.ts'
import { fromEnvironment } from '../adapters/environment.ts'
import { rolesAnywhere } from '../adapters/roles-anywhere/roles-anywhere.ts'
import { apiDoor } from '../doors/api-door.ts'
import { enrollStation } from './enroll-station.ts'

const kms = new KMSClient({})
const enroll = enrollStation({
  table: { client: documentClient(), name: fromEnvironment('MINTMARK_REGISTRY_TABLE') },
  kms,
  rolesAnywhere: rolesAnywhere({
    region: kms.config.region,
    credentials: kms.config.credentials,
    // The SDK's own variables, which its clients read by themselves.
    endpoint: process.env.AWS_ENDPOINT_URL_ROLESANYWHERE || process.env.AWS_ENDPOINT_URL || undefined,
    fetch,
  }),
  stations: fromEnvironment('MINTMARK_STATIONS'),
  days: Number(fromEnvironment('MINTMARK_STATION_DAYS')),
  now: Date.now,
  randomBytes,
})

export const handler = apiDoor(route, ({ body, caller }) => enroll(body, caller))
