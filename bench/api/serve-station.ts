import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail } from '../failures/failure.ts'
import { reasonOf } from '../failures/reason-of.ts'
import type { Station } from '../station/create-station.ts'
import { type ApiAnswer, answerApi, problem } from './answer.ts'
import { streamEvents } from './event-stream.ts'
import { checkHost, checkToken, cookieName } from './guard.ts'
import { pageFile } from './serve-page.ts'

export interface StationServer {
  /** `http://127.0.0.1:PORT` */
  url: string
  /** New at every start. */
  token: string
  /** The address for a browser: it trades the token for a cookie. */
  pageUrl: string
  close(): Promise<void>
}

export interface ServeOptions {
  /** 0 for any free port. */
  port: number
  /** The built page. */
  pageFolder?: string
  newToken?: () => string
}

const mostBytes = 4096

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new RangeError(`the body is larger than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return size === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString())
}

const send = (response: ServerResponse, { status, body }: ApiAnswer): void => {
  const type = status >= 400 ? 'application/problem+json' : 'application/json'
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  response.end(JSON.stringify(body))
}

const pageHeaders = {
  'content-security-policy': "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** The station's local API and page, for this computer alone (docs/station-api.md). Throws `api-not-served`. */
export const serveStation = async (
  station: Station,
  { port: wanted, pageFolder, newToken = () => randomBytes(24).toString('base64url') }: ServeOptions,
): Promise<StationServer> => {
  const token = newToken()
  let port = wanted

  const page = async (url: URL, response: ServerResponse): Promise<void> => {
    const file = pageFolder === undefined ? undefined : await pageFile(pageFolder, url.pathname)
    if (!file) return send(response, problem(404, 'not-found', `There is nothing at ${url.pathname}.`, 'Open /.'))
    response.writeHead(200, { 'content-type': file.type, ...pageHeaders })
    response.end(file.content)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`)
    const host = checkHost(request, port)
    if (!host.ok) return send(response, problem(host.status, 'not-allowed', host.says, host.next))
    if (request.method === 'GET' && url.pathname === '/' && url.searchParams.get('token') === token) {
      const value = `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`
      url.searchParams.delete('token')
      response.writeHead(303, { location: `/${url.search}`, 'set-cookie': value, ...pageHeaders })
      response.end()
      return
    }
    const isApi = url.pathname.startsWith('/api/')
    if (!isApi && request.method === 'GET') return page(url, response)
    const known = checkToken(request, token, port)
    if (!known.ok) return send(response, problem(known.status, 'token-wrong', known.says, known.next))
    if (request.method === 'GET' && url.pathname === '/api/v1/events') return streamEvents(station, response)
    let body: unknown
    try {
      body = await bodyOf(request)
    } catch (error) {
      const isLarge = error instanceof RangeError
      return send(
        response,
        problem(isLarge ? 413 : 400, 'body-not-json', `The body cannot be read: ${reasonOf(error)}.`, 'Send JSON.'),
      )
    }
    send(response, await answerApi(station, request.method ?? 'GET', url.pathname, body))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else send(response, problem(500, 'agent-failed', reasonOf(error), 'Report this as a bug.'))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(fail('api-not-served', { port: wanted, reason: reasonOf(cause) }, { cause })),
    )
    server.listen(wanted, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    token,
    pageUrl: `${url}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
