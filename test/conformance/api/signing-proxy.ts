import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Route } from '../../../core/api/route.ts'
import { routes } from '../../../core/api/routes.ts'
import type { User } from '../../../local/iam/identities.ts'
import { signedFetch } from '../../local/signed-fetch.ts'

const patterns = Object.values<Route>(routes).map(({ method, path, audience }) => ({
  method,
  audience,
  path: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Of a client these are about the connection to the proxy, or signed anew. */
const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding', 'authorization'])

const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 0 ? undefined : Buffer.concat(chunks).toString('utf8')
}

/** Signs what a client without AWS keys asks the factory API: as a station where only stations may, else as ops. */
export const startSigningProxy = async (apiUrl: string, callers: { ops: User; station: User }) => {
  const statuses = new Map<number, number>()
  const server = createServer(async (request, response) => {
    try {
      const url = new URL(request.url ?? '/', apiUrl)
      const route = patterns.find(({ method, path }) => method === request.method && path.test(url.pathname))
      const body = await bodyOf(request)
      const headers = Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          own.has(name) || value === undefined ? [] : [[name, [value].flat().join(', ')]],
        ),
      )
      const answer = await signedFetch(url.href, {
        service: 'execute-api',
        credentials: route?.audience === 'station' ? callers.station : callers.ops,
        method: request.method ?? 'GET',
        headers,
        ...(body === undefined ? {} : { body }),
      })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      const text = await answer.text()
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(text)
    } catch (error) {
      // What fetch cannot send never reached the API: no status that it has.
      response.writeHead(599, { 'content-type': 'text/plain' }).end(String(error))
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How often the API answered with each status. */
    statuses,
    close: () => new Promise<void>((done) => server.close(() => done())),
  }
}
