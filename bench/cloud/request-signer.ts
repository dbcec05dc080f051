import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { type BenchError, fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import type { CloudSettings } from './cloud-settings.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

export interface ApiCall {
  method: 'GET' | 'POST' | 'DELETE'
  /** Already percent-encoded. */
  path: string
  query?: Record<string, string>
  body?: unknown
}

export interface SignedRequest {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
}

const credentialsFailure = (cause: unknown): BenchError => {
  const message = (cause as Partial<Error> | undefined)?.message ?? reasonOf(cause)
  const detail = message.split('\n')[0]?.replace(/\.$/, '').slice(0, 200) ?? ''
  return /expired|refresh/i.test(message)
    ? fail('credentials-expired', { detail }, { cause })
    : fail('credentials-missing', { reason: detail }, { cause })
}

/** Signs calls of the factory API with Signature Version 4, the clock and the credentials read for each call. */
export const requestSigner = (
  { apiUrl, region }: CloudSettings,
  credentials: () => Promise<Credentials>,
  now: () => Date,
): ((call: ApiCall) => Promise<SignedRequest>) => {
  const provide = () => credentials().catch((cause) => Promise.reject(credentialsFailure(cause)))
  const signer = new SignatureV4({ service: 'execute-api', region, sha256: Sha256, credentials: provide })
  return async ({ method, path, query = {}, body }) => {
    const url = new URL(apiUrl + path)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const text = body === undefined ? undefined : JSON.stringify(body)
    const { headers } = await signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query,
        headers: { host: url.host, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
        body: text,
      },
      { signingDate: now() },
    )
    return { url: url.href, method, headers, body: text }
  }
}
