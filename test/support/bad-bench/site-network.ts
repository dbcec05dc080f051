import { writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { serve } from '../net/serve.ts'
import { createAuthority } from '../tls/authority.ts'

export interface SiteNetwork {
  /** What stations are told to call: a name that only this proxy reaches. */
  apiUrl: string
  proxyUrl: string
  /** The CA of the inspecting proxy, as IT would put it into the system's store. */
  caFile: string
  /** Whether the way to the cloud is cut. */
  cut: boolean
  /** What reached the cloud: `POST …/credentials`. */
  calls: string[]
  /** Called when the cloud has answered a call, and before anybody hears of it; true loses the answer. */
  onAnswered: (call: string, status: number) => boolean
  close(): Promise<void>
}

const host = 'abc123.execute-api.eu-west-1.amazonaws.com'

/** A factory's way to the internet: a proxy that opens TLS with a CA of its own, in front of the local cloud. */
export const startSiteNetwork = async (cloudUrl: string, folder: string): Promise<SiteNetwork> => {
  const authority = await createAuthority('Site Inspection CA')
  const { certificate, key } = await authority.issue('inspection', { names: [host] })
  const caFile = join(folder, 'site-ca.pem')
  await writeFile(caFile, authority.certificate)

  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    if (network.cut) return void incoming.socket.destroy()
    const { method = 'GET', url = '/', headers } = incoming
    const call = `${method} ${url}`
    network.calls.push(call)
    const on = request(new URL(url, cloudUrl), { method, headers }, (answer) => {
      const body: Buffer[] = []
      answer.on('data', (bytes) => body.push(bytes))
      answer.on('end', () => {
        if (network.onAnswered(call, answer.statusCode ?? 500)) return void incoming.socket.destroy()
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(body))
      })
    })
    on.on('error', () => incoming.socket.destroy())
    incoming.pipe(on)
  }
  const inside = createTlsServer({ cert: certificate, key }, passOn)
  const within = await serve(inside)
  const proxy = createServer().on('connect', (_, socket) => {
    if (network.cut) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    const there = connect(within.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      there.pipe(socket).pipe(there)
    })
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
  })
  const outside = await serve(proxy)
  const network: SiteNetwork = {
    apiUrl: `https://${host}`,
    proxyUrl: `http://127.0.0.1:${outside.port}`,
    caFile,
    cut: false,
    calls: [],
    onAnswered: () => false,
    close: async () => {
      await Promise.all([outside.close(), within.close()])
    },
  }
  return network
}
