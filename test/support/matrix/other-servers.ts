import { generateKeyPairSync } from 'node:crypto'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { type Authority, openAuthority } from '../../../local/iot/x509/authority.ts'
import { buildCertificate } from '../../../local/iot/x509/build-certificate.ts'
import { distinguishedName } from '../../../local/iot/x509/distinguished-name.ts'
import { toPem } from '../../../local/iot/x509/pem.ts'
import { publicKeyDer } from '../../../local/iot/x509/public-key-der.ts'
import type { Store } from '../../../local/state/store.ts'
import { createAuthority } from '../tls/authority.ts'

/** The ports at which a server is reached on loopback, by the port that a device asks for. */
export type Ports = Readonly<Record<number, number>>

export interface OtherServer {
  ports: Ports
  close(): Promise<void>
}

const listen = async (server: Server, emulated: readonly number[]): Promise<OtherServer> => {
  const sockets = new Set<{ destroy(): void }>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ports: Object.fromEntries(emulated.map((each) => [each, port])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** A server of somebody else, under a root that no device holds: the legacy endpoint's old chain, or a name outside AWS. */
export const startStranger = async (names: string[]): Promise<OtherServer> => {
  const { certificate: cert, key } = await (await createAuthority('Another root')).issue('stranger', { names })
  const closeAtOnce = (socket: TLSSocket) => socket.on('error', () => {}).once('data', () => socket.destroy())
  return listen(createServer({ cert, key }, closeAtOnce), [8883, 443])
}

/** An API of AWS under the root that devices hold: HTTPS on port 443 and nothing else. */
export const startHttpsApi = async (store: Store, hosts: string[]): Promise<OtherServer> => {
  const authority = await rootOf(store)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = buildCertificate(
    {
      serial: Buffer.alloc(20, 7),
      issuer: authority.name,
      subject: distinguishedName({ CN: 'api' }),
      publicKey: publicKeyDer(privateKey),
      notBefore: new Date(Date.now() - 3_600_000),
      notAfter: new Date(Date.now() + 3_600_000),
      usage: 'server',
      hosts,
    },
    authority.key,
  )
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const server = createHttpsServer({
    cert: toPem('CERTIFICATE', certificate),
    key,
    ALPNCallback: ({ protocols }) => protocols[0],
  })
  return listen(server, [443])
}

/** Lets another store have the same root as the first, as the Regions of AWS have. */
export const shareRoot = (from: Store, to: Store): void => {
  for (const [key, row] of from.collection('iot.authority').entries()) to.collection('iot.authority').put(key, row)
}

const rootOf = (store: Store): Promise<Authority> =>
  openAuthority({
    rows: store.collection('iot.authority'),
    clock: Date.now,
    random: () => {
      throw new Error('the root exists already')
    },
  })
