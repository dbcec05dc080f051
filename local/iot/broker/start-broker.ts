import { constants } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type Server, type TLSSocket } from 'node:tls'
import type { IotContext } from '../context.ts'
import { dataEndpoint } from '../registry/endpoints.ts'
import { zoneOf } from '../registry/zone.ts'
import { authenticate } from './authenticate.ts'
import { createConnectionLog } from './connection-log.ts'
import { createMqttBroker } from './mqtt-broker.ts'
import { peerOf } from './peer.ts'
import { serverCertificate } from './server-certificate.ts'
import { chooseAlpn, createChooseContext, protocolProblem } from './tls-rules.ts'

export interface BrokerOptions {
  /** Always a loopback address. */
  host: string
  /** Real ports by emulated port; free ones by default. */
  ports?: Partial<Record<EmulatedPort, number>>
  /** The endpoint whose certificate it shows: the Region's by default, or the FIPS one, which has a name of its own. */
  endpoint?: 'data' | 'fips'
}

export interface RunningBroker {
  mqttPorts: Record<EmulatedPort, number>
  rootCaPem: string
  dataEndpoint: string
  stop(): Promise<void>
}

type EmulatedPort = '8883' | '443'

/** Starts the MQTT listeners: TLS 1.2 and 1.3 with client certificates, decisions at CONNECT unless a switch moves them. */
export const startBroker = async (
  iot: IotContext,
  { host, ports = {}, endpoint = 'data' }: BrokerOptions,
): Promise<RunningBroker> => {
  const log = createConnectionLog(iot)
  const broker = await createMqttBroker(iot, log)
  const { certificateNames, fips } = zoneOf(iot.region)
  const identity = await serverCertificate(iot, endpoint === 'fips' ? [fips] : certificateNames)
  const chooseContext = createChooseContext(iot)
  const sockets = new Set<TLSSocket>()

  const listen = async (emulated: EmulatedPort): Promise<Server> => {
    const server = createServer({
      ...identity,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      // AWS IoT resumes no sessions: every reconnect is a full handshake (reference 4.2).
      secureOptions: constants.SSL_OP_NO_TICKET,
      // Called by the socket itself, with the version already chosen (OpenSSL calls it for the certificate).
      SNICallback(this: TLSSocket, serverName: string, done) {
        chooseContext(serverName, this.getProtocol()).then(
          (context) => done(null, context),
          (error) => done(error),
        )
      },
      ...(emulated === '443' && {
        ALPNCallback: ({ protocols }: { protocols: string[] }) => chooseAlpn(protocols),
      }),
    })
    server.on('connection', (socket) => {
      sockets.add(socket as TLSSocket)
      socket.on('close', () => sockets.delete(socket as TLSSocket))
    })
    server.on('secureConnection', (socket) => {
      const peer = peerOf(socket, Number(emulated))
      socket.on('error', () => {})
      const problem = protocolProblem(iot, peer)
      if (problem !== undefined) {
        iot.report(problem)
        return socket.destroySoon()
      }
      const early = iot.switches.refusalLayer === 'tls' || peer.certificate === undefined
      const authentication = early ? authenticate(iot, peer) : undefined
      if (authentication?.ok === false) {
        log.notAuthenticated(peer, authentication)
        return socket.destroySoon()
      }
      broker.accept(socket, peer)
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(ports[emulated] ?? 0, host, resolve)
    })
    return server
  }

  const servers = { '8883': await listen('8883'), '443': await listen('443') }
  iot.bus.connect(broker.forward)
  const portOf = (server: Server) => (server.address() as AddressInfo).port
  return {
    mqttPorts: { '8883': portOf(servers['8883']), '443': portOf(servers['443']) },
    rootCaPem: (await iot.authority()).certificatePem,
    dataEndpoint: dataEndpoint(iot),
    stop: async () => {
      await broker.close()
      const closed = Object.values(servers).map((server) => new Promise((resolve) => server.close(resolve)))
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}
