import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'

export interface SignedRequest {
  service: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  region?: string
  method?: string
  headers?: Record<string, string>
  body?: string
  signingDate?: Date
}

/** A request signed by the SDK's own signer and sent by fetch, so that answers are seen as they are on the wire. */
export const signedFetch = async (url: string, options: SignedRequest): Promise<Response> => {
  const { service, credentials, region = 'eu-west-1', method = 'GET', headers = {}, body, signingDate } = options
  const { host, hostname, pathname, searchParams, protocol } = new URL(url)
  const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]))
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 })
  const signed = await signer.sign(
    { method, protocol, hostname, path: pathname, query, headers: { host, ...headers }, body },
    { signingDate: signingDate ?? new Date() },
  )
  return fetch(url, { method, headers: signed.headers, ...(body === undefined ? {} : { body }) })
}
