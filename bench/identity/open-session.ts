import * as z from 'zod'
import { clockError } from '../cloud/clock-error.ts'
import { type BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import { type Timers, wait } from '../timers.ts'
import { signCreateSession } from './sign-create-session.ts'
import { type StationIdentity, stationOf } from './station-identity.ts'

export interface SessionQuestion {
  identity: StationIdentity
  trustAnchorArn: string
  profileArn: string
  roleArn: string
  /** Seconds; as long as the profile allows unless given. */
  durationSeconds?: number
  /** Instead of the one of the trust anchor's Region. */
  endpoint?: string
}

/** What a `credential_process` prints (AWS SDKs and Tools reference guide, "Process credential provider"). */
export interface ProcessCredentials {
  Version: 1
  AccessKeyId: string
  SecretAccessKey: string
  SessionToken: string
  /** ISO 8601. */
  Expiration: string
}

export interface SessionDependencies {
  fetch: typeof globalThis.fetch
  timers: Timers
  now: () => Date
  signal?: AbortSignal
}

const answer = z.object({
  credentialSet: z
    .array(
      z.object({
        credentials: z.object({
          accessKeyId: z.string(),
          secretAccessKey: z.string(),
          sessionToken: z.string(),
          expiration: z.string(),
        }),
      }),
    )
    .min(1),
})

const callMs = 10_000
const mostTries = 4

const endpointOf = (trustAnchorArn: string, region: string): string =>
  `https://rolesanywhere.${region}.amazonaws.com${trustAnchorArn.startsWith('arn:aws-cn:') ? '.cn' : ''}`

const reasonIn = (text: string): string => {
  try {
    const { message = '' } = JSON.parse(text) as { message?: string }
    return message.slice(0, 200) || 'it says nothing'
  } catch {
    return text.slice(0, 80).replace(/\s+/g, ' ') || 'it says nothing'
  }
}

const checkValidity = ({ certificate }: StationIdentity, now: Date): void => {
  const { validFromDate, validToDate } = certificate
  if (now >= validFromDate && now <= validToDate) return
  const [from, to] = [validFromDate.toISOString(), validToDate.toISOString()]
  throw fail('station-certificate-ended', { station: stationOf(certificate), from, to })
}

/**
 * Opens a session with the station's certificate (CreateSession) and answers its credentials. Throws a `BenchError` when the
 * certificate is not valid now, when Roles Anywhere says no, and when it cannot be reached after a few tries.
 */
export const openSession =
  ({ fetch, timers, now, signal }: SessionDependencies) =>
  async (question: SessionQuestion): Promise<ProcessCredentials> => {
    const { identity, trustAnchorArn, profileArn, roleArn, durationSeconds } = question
    checkValidity(identity, now())
    const region = trustAnchorArn.split(':')[3] ?? ''
    const url = new URL('/sessions', question.endpoint ?? endpointOf(trustAnchorArn, region))
    const body = JSON.stringify({ trustAnchorArn, profileArn, roleArn, ...(durationSeconds && { durationSeconds }) })

    const once = async (): Promise<ProcessCredentials | BenchError> => {
      const headers = signCreateSession({ url, region, body, identity, now: now() })
      let response: Response
      let text: string
      try {
        const late = AbortSignal.timeout(callMs)
        const signals = signal === undefined ? late : AbortSignal.any([late, signal])
        response = await fetch(url, { method: 'POST', headers, body, signal: signals })
        text = await response.text()
      } catch (cause) {
        signal?.throwIfAborted()
        return fail('cloud-unreachable', { url: url.href, reason: reasonOf(cause) }, { cause })
      }
      const { status } = response
      if (status === 429) return fail('cloud-throttled', { tries: mostTries })
      if (status >= 500) return fail('cloud-busy', { status, detail: reasonIn(text), tries: mostTries })
      if (!response.ok)
        throw (
          clockError(response.headers, now()) ??
          fail('session-refused', { station: stationOf(identity.certificate), status, reason: reasonIn(text) })
        )
      const { credentials } = answer.parse(JSON.parse(text)).credentialSet[0] ?? {}
      if (credentials === undefined) throw new Error('CreateSession answered without credentials')
      return {
        Version: 1,
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: credentials.expiration,
      }
    }

    for (let tries = 1; ; tries += 1) {
      const result = await once()
      if (!(result instanceof Error)) return result
      if (tries === mostTries) throw result
      await wait(timers, 200 * 2 ** tries, signal)
    }
  }
