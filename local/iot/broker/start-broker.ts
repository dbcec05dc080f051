import { constants } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createServer, type SecureContext, type Server, type TLSSocket } from 'node:tls'
import type { IotContext } from '../context.ts'
import { dataEndpoint, ownerOf } from '../registry/endpoints.ts'
import { authenticate } from './authenticate.ts'
import { createConnectionLog } from './connection-log.ts'
import { createMqttBroker } from './mqtt-broker.ts'
import { type Peer, peerOf } from './peer.ts'
import { createDomainContexts, regionHosts, serverCertificate } from './server-certificate.ts'

export interface BrokerOptions {
  /** Always a loopback address. */
  host: string
  /** Real ports by emulated port; free ones by default. */
  ports?: Partial<Record<EmulatedPort, number>>
}

export interface RunningBroker {
  mqttPorts: Record<EmulatedPort, number>
  rootCaPem: string
  dataEndpoint: string
  stop(): Promise<void>
}

type EmulatedPort = '8883' | '443'

/** The protocol name that port 443 asks for (reference 4.4). */
const mqttAlpn = 'x-amzn-mqtt-ca'

/** Starts the MQTT listeners: TLS 1.2 and 1.3 with client certificates, decisions at CONNECT unless a switch moves them. */
export const startBroker = async (iot: IotContext, { host, ports = {} }: BrokerOptions): Promise<RunningBroker> => {
  const log = createConnectionLog(iot)
  const broker = await createMqttBroker(iot, log)
  const identity = await serverCertificate(iot, regionHosts(iot))
  const contextOf = createDomainContexts(iot)
  const sockets = new Set<TLSSocket>()

  const chooseContext = async (serverName: string): Promise<SecureContext | undefined> => {
    const host = ownerOf(iot, serverName)
    const { refusalLayer, unresolvableSni } = iot.switches
    if (host.owner === 'nobody' && (refusalLayer === 'tls' || unresolvableSni === 'tls-abort'))
      throw new Error(`no account has the host ${serverName}`)
    if (host.owner === 'another-account' && refusalLayer === 'tls') throw new Error(`${serverName} is not our host`)
    const isOwnDomain = host.owner === 'ours' && host.domain?.domainType === 'CUSTOMER_MANAGED'
    return isOwnDomain ? contextOf(serverName.toLowerCase()) : undefined
  }

  const listen = async (emulated: EmulatedPort): Promise<Server> => {
    const server = createServer({
      ...identity,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      // AWS IoT resumes no sessions: every reconnect is a full handshake (reference 4.2).
      secureOptions: constants.SSL_OP_NO_TICKET,
      SNICallback: (serverName, done) => {
        chooseContext(serverName).then(
          (context) => done(null, context),
          (error) => done(error),
        )
      },
      ...(emulated === '443' && {
        ALPNCallback: ({ protocols }: { protocols: string[] }) => (protocols.includes(mqttAlpn) ? mqttAlpn : undefined),
      }),
    })
    server.on('connection', (socket) => {
      sockets.add(socket as TLSSocket)
      socket.on('close', () => sockets.delete(socket as TLSSocket))
    })
    server.on('secureConnection', (socket) => {
      const peer = peerOf(socket, Number(emulated))
      socket.on('error', () => {})
      const problem = tlsProblem(iot, peer)
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

/** Why a finished handshake leads nowhere: the wrong protocol on 443, or an older TLS than the host's security policy has. */
const tlsProblem = (iot: IotContext, { serverName, targetPort, alpn, protocol }: Peer): string | undefined => {
  const host = serverName === undefined ? undefined : ownerOf(iot, serverName)
  const domain = host?.owner === 'ours' ? host.domain : undefined
  const isFixed = domain?.applicationProtocol === 'SECURE_MQTT' && domain.authenticationType === 'AWS_X509'
  if (targetPort === 443 && alpn !== mqttAlpn && !isFixed)
    return `a client on port 443 did not ask for ALPN ${mqttAlpn}; other protocols of that port are not in the local cloud`
  if (domain?.securityPolicy.includes('_TLS13_1_3_') && protocol !== 'TLSv1.3')
    return `a client negotiated ${protocol}, the security policy of ${serverName} is TLS 1.3 only`
  return undefined
}
