import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

export interface Call {
  service: string
  region: string
  /** Signed by nobody where there are none. */
  credentials?: Credentials | undefined
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Milliseconds since 1970; now by default. */
  at?: number
  /** PEM that an `https:` server is checked against. */
  ca?: string | undefined
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/**
 * Sends one request to the name in `url`, signed by the SDK's own signer, to this machine. Emulators
 * tell their APIs apart by host names that no resolver knows, so the connection goes to loopback whatever the name is.
 */
export const signedRequest = async (url: string, call: Call): Promise<Answer> => {
  const { service, region, credentials, method = 'GET', headers = {}, body = '', at = Date.now(), ca } = call
  const { protocol, host, hostname, port, pathname, search, searchParams } = new URL(url)
  const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]))
  const unsigned = { method, protocol, hostname, path: pathname, query, headers: { host, ...headers }, body }
  const signed =
    credentials === undefined
      ? unsigned
      : await new SignatureV4({ service, region, credentials, sha256: Sha256 }).sign(unsigned, {
          signingDate: new Date(at),
        })
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port, method, path: `${pathname}${search}`, headers: signed.headers }
    const secure = { ...to, servername: 'localhost', ...(ca === undefined ? {} : { ca }) }
    const receive = (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    }
    const sent = protocol === 'https:' ? overHttps(secure, receive) : overHttp(to, receive)
    sent.on('error', reject)
    sent.end(body)
  })
}
