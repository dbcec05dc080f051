import 'reflect-metadata'
import { createPrivateKey, webcrypto } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls'
import * as x509 from '@peculiar/x509'
import { Aedes } from 'aedes'

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
type KeyPair = webcrypto.CryptoKeyPair

export interface Identity {
  certificatePem: string
  /** SEC1, as the station writes it. */
  keyPem: string
  pkcs8Pem: string
}

export interface Cloud {
  rootPem: string
  connectTo: { host: string; port: number }
  /** A client certificate of this cloud. */
  issue(name: string): Promise<Identity>
  /** A certificate for the public key (SubjectPublicKeyInfo DER) of somebody else. */
  certify(name: string, spki: Uint8Array<ArrayBuffer>): Promise<string>
  /** What the server saw of each TLS connection. */
  seen: { servername: string | false; alpn: string | false | null; peer: string | undefined }[]
  published: { topic: string; payload: string }[]
  close(): Promise<void>
}

export interface CloudOptions {
  /** A server name other than this is closed at CONNECT, as AWS does with another account's. */
  endpoint: string
  /** Connections without a server name are closed at CONNECT. */
  needsSni?: boolean
  serverName?: string
  notAfter?: Date
  tls?: TlsOptions
}

const day = 86_400_000

/** A broker with mutual TLS on loopback, enough of a cloud for one device application. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const root = await pair()
  const rootCertificate = await certificate('CN=Test root', root, 'CN=Test root', root, [
    new x509.BasicConstraintsExtension(true, undefined, true),
  ])
  const server = await pair()
  const { notAfter = new Date(Date.now() + day), serverName = '*.iot.eu-west-1.amazonaws.com' } = options
  const names = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: serverName }])
  const serverCertificate = await certificate('CN=server', server, 'CN=Test root', root, [names], notAfter)
  const rootPem = `${rootCertificate.toString('pem')}\n`
  const broker = await Aedes.createBroker()
  const seen: Cloud['seen'] = []
  const published: Cloud['published'] = []
  const sockets = new Set<TLSSocket>()
  broker.on('publish', (packet, client) => {
    if (client) published.push({ topic: packet.topic, payload: packet.payload.toString() })
  })
  const listener = createServer(
    {
      key: (await keyPem(server)).pkcs8Pem,
      cert: serverCertificate.toString('pem'),
      ca: rootPem,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ['x-amzn-mqtt-ca'],
      ...options.tls,
    },
    (socket) => {
      const { servername, alpnProtocol: alpn } = socket as TLSSocket & { servername: string | false }
      seen.push({ servername, alpn, peer: socket.getPeerCertificate().subject?.CN as string | undefined })
      sockets.add(socket)
      socket.on('error', () => {})
      const welcome =
        socket.authorized && (servername === options.endpoint || (servername === false && !options.needsSni))
      if (welcome) broker.handle(socket)
      else socket.once('data', () => socket.destroy())
    },
  )
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return {
    rootPem,
    connectTo: { host: '127.0.0.1', port: (listener.address() as AddressInfo).port },
    issue: async (name) => {
      const keys = await pair()
      const issued = await certificate(`CN=${name}`, keys, 'CN=Test root', root, [])
      return { certificatePem: `${issued.toString('pem')}\n`, ...(await keyPem(keys)) }
    },
    certify: async (name, spki) => {
      const publicKey = await webcrypto.subtle.importKey('spki', spki, ecdsa, true, ['verify'])
      return `${(await certificate(`CN=${name}`, { publicKey }, 'CN=Test root', root, [])).toString('pem')}\n`
    },
    seen,
    published,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => listener.close(() => resolve()))
      await new Promise<void>((resolve) => broker.close(() => resolve()))
    },
  }
}

const pair = (): Promise<KeyPair> => webcrypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])

async function keyPem({ privateKey }: KeyPair) {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    keyPem: key.export({ type: 'sec1', format: 'pem' }).toString(),
    pkcs8Pem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function certificate(
  subject: string,
  keys: Pick<KeyPair, 'publicKey'>,
  issuer: string,
  issuerKeys: KeyPair,
  extensions: x509.Extension[],
  notAfter = new Date(Date.now() + day),
) {
  return x509.X509CertificateGenerator.create({
    subject,
    issuer,
    publicKey: keys.publicKey,
    signingKey: issuerKeys.privateKey,
    signingAlgorithm: ecdsa,
    notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - day),
    notAfter,
    extensions,
  })
}
