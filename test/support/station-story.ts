import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pendingKey } from '../../bench/identity/bench-key.ts'
import { openSession } from '../../bench/identity/open-session.ts'
import { readIdentity, type StationIdentity } from '../../bench/identity/station-identity.ts'
import { systemTimers } from '../../bench/timers.ts'
import { setUpLocalStations } from '../../cli/station/set-up-local-stations.ts'
import type { Route } from '../../core/api/route.ts'
import { routes } from '../../core/api/routes.ts'
import { type EnrolledStation, enrolledStation } from '../../core/api/stations.ts'
import type { TrustAnchor } from '../../lambdas/adapters/roles-anywhere/roles-anywhere.ts'
import type { User } from '../../local/iam/identities.ts'
import { signedFetch } from '../local/signed-fetch.ts'
import { type Answered, startStoryCloud } from './local-cloud.ts'
import { type Ended, runProgram } from './run-program.ts'
import { imeiOf, stationRequest } from './unit.ts'

export interface Bench extends EnrolledStation {
  keyPath: string
  certificatePath: string
}

/** Status, and the code of a refusal or the text of the gateway. */
export const codeOf = ({ status, json }: Answered): string => `${status} ${json.code ?? json.message ?? ''}`

/** The routes that a station may call. */
export const stationRoutes: Route[] = Object.values(routes).filter((route: Route) => route.audience !== 'ops')

/** The deployed stacks with a CA of the stations, and what benches do there. */
export const startStationStory = async () => {
  const story = await startStoryCloud()
  await setUpLocalStations(story.cloud, new Date())
  const folder = join(story.folder, 'benches')
  await mkdir(folder)

  /** What every program on a bench is told. */
  const surroundings = () => ({
    MINTMARK_API_URL: story.cloud.ready.apiUrl,
    AWS_ENDPOINT_URL: story.cloud.ready.awsEndpointUrl,
    AWS_REGION: story.cloud.ready.region,
  })
  /** `mintmark …` as ops calls it. */
  const asOps = (...args: string[]): Promise<Ended> => {
    const { accessKeyId, secretAccessKey } = story.ops
    return runProgram(args, {
      ...surroundings(),
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    })
  }

  /** Enrols a bench as the command does, without a process of its own. */
  const enrol = async (name: string, replace = false): Promise<Bench> => {
    const key = await pendingKey(folder, name)
    const answer = await story.ask(story.ops, 'POST', '/stations', { body: { name, csr: key.csrPem, replace } })
    const station = enrolledStation.parse(answer.json)
    await key.keep(station.certificatePem)
    const { keyPath, certificatePath } = key
    return { ...station, keyPath, certificatePath }
  }
  /** Credentials of the session that a certificate opens. */
  const sessionOf = async (
    identity: StationIdentity,
    { trustAnchorArn, profileArn, roleArn }: Pick<EnrolledStation, 'trustAnchorArn' | 'profileArn' | 'roleArn'>,
  ): Promise<User> => {
    const open = openSession({ fetch, timers: systemTimers, now: () => new Date() })
    const endpoint = story.cloud.ready.awsEndpointUrl
    const session = await open({ identity, trustAnchorArn, profileArn, roleArn, endpoint })
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = session
    return { arn: roleArn, accessKeyId, secretAccessKey, sessionToken }
  }

  /** One call of a station's route by somebody, right in all but who calls. */
  const callAs = async (caller: User, route: Route, orderId: string): Promise<string> => {
    const common = { firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }
    const bodies: Record<string, unknown> = {
      [routes['mint-credential'].path]: await stationRequest(),
      [routes['confirm-credential'].path]: { listing: [], ...common },
      [routes['mint-article'].path]: await stationRequest(),
      [routes['confirm-article'].path]: { listing: [], ...common },
      [routes['report-attach'].path]: { certificateId: 'ab'.repeat(32), attachMs: 4000, ...common },
      [routes['open-line'].path]: {
        at: new Date().toISOString(),
        reason: 'the first article is late',
        agentVersion: '0.1.0',
      },
      [routes['check-endpoint'].path]: { firmware: 'mfw_nrf9160_1.3.7', hostname: null },
    }
    // A refusal of the caller must not be one of the body, so a new route needs a good one here.
    if (route.request !== undefined) route.request.parse(bodies[route.path])
    const path = route.path
      .replace('/v1', '')
      .replace('{orderId}', orderId)
      .replace('{imei}', imeiOf(20))
      .replace('{certificateId}', 'ab'.repeat(32))
    const body = bodies[route.path]
    return codeOf(await story.ask(caller, route.method, path, body === undefined ? {} : { body }))
  }
  return {
    ...{ story, folder, surroundings, asOps, enrol, sessionOf, callAs },
    signIn: async (bench: Bench) => sessionOf(await readIdentity(bench.certificatePath, bench.keyPath), bench),
    /** PEM of the CA, as Roles Anywhere lists it. */
    authorityPem: async (): Promise<string> => {
      const { awsEndpointUrl, accessKeyId, secretAccessKey } = story.cloud.ready
      const credentials = { accessKeyId, secretAccessKey }
      const answer = await signedFetch(`${awsEndpointUrl}/trustanchors`, { service: 'rolesanywhere', credentials })
      const { trustAnchors } = (await answer.json()) as { trustAnchors: TrustAnchor[] }
      return trustAnchors[0]?.source.sourceData.x509CertificateData ?? ''
    },
    /** What each route that a station may call answers somebody. */
    answersTo: (caller: User, orderId: string): Promise<string[]> =>
      Promise.all(stationRoutes.map((route) => callAs(caller, route, orderId))),
  }
}

export type StationStory = Awaited<ReturnType<typeof startStationStory>>
