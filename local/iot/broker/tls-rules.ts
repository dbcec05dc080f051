import type { SecureContext } from 'node:tls'
import type { IotContext } from '../context.ts'
import { ownerOf } from '../registry/endpoints.ts'
import type { DomainRow } from '../tables.ts'
import type { Peer } from './peer.ts'
import { createDomainContexts } from './server-certificate.ts'

/** The protocol name by which port 443 speaks MQTT with client certificates (reference 4.4). */
export const mqttAlpn = 'x-amzn-mqtt-ca'
/** The other names that port 443 knows: they lead to protocols that the local cloud does not have. */
const otherAlpn = ['x-amzn-http-ca', 'mqtt']

/** What port 443 answers to the names a client offers; no name in common ends the handshake with an alert (RFC 7301, 3.2). */
export const chooseAlpn = (offered: readonly string[]): string | undefined =>
  [mqttAlpn, ...otherAlpn].find((name) => offered.includes(name))

const domainOf = (iot: IotContext, serverName: string | undefined): DomainRow | undefined => {
  const host = serverName === undefined ? undefined : ownerOf(iot, serverName)
  return host?.owner === 'ours' ? host.domain : undefined
}

/** Answers the certificate for a host name in SNI, undefined being the Region's own. Throws to end the handshake. */
export const createChooseContext = (iot: IotContext) => {
  const contextOf = createDomainContexts(iot)
  const { switches } = iot
  return async (serverName: string, protocol: string | null): Promise<SecureContext | undefined> => {
    const { owner } = ownerOf(iot, serverName)
    const { refusalLayer, unresolvableSni } = switches
    if (owner === 'nobody' && (refusalLayer === 'tls' || unresolvableSni === 'tls-abort'))
      throw new Error(`no account has the host ${serverName}`)
    if (owner === 'another-account' && refusalLayer === 'tls') throw new Error(`${serverName} is not our host`)
    const domain = domainOf(iot, serverName)
    if (domain === undefined) return undefined
    // A server that has TLS 1.3 only turns older clients away within the handshake (RFC 8446, 4.1.1).
    if (domain.securityPolicy.includes('_TLS13_1_3_') && protocol !== 'TLSv1.3') {
      iot.report(`a client negotiated ${protocol}, the security policy of ${serverName} is TLS 1.3 only`)
      throw new Error(`${serverName} has TLS 1.3 only`)
    }
    const isRegional = domain.status === 'DISABLED' && switches.disabledDomain === 'region-certificate'
    if (domain.domainType !== 'CUSTOMER_MANAGED' || isRegional) return undefined
    const isValid = !domain.serverCertificateArns.some((arn) => switches.invalidServerCertificates.includes(arn))
    return contextOf(domain.domainName, isValid)
  }
}

/** Why a finished handshake leads to no MQTT: the host's protocol is another, or port 443 was asked for another (reference 4.4). */
export const protocolProblem = (iot: IotContext, { serverName, targetPort, alpn }: Peer): string | undefined => {
  const { applicationProtocol = 'DEFAULT', authenticationType } = domainOf(iot, serverName) ?? {}
  if (applicationProtocol === 'HTTPS') return `a client speaks MQTT to ${serverName}, which is configured for HTTPS`
  const isFixed = applicationProtocol === 'SECURE_MQTT' && authenticationType === 'AWS_X509'
  if (targetPort === 443 && alpn !== mqttAlpn && !isFixed)
    return `a client on port 443 did not ask for ALPN ${mqttAlpn}; other protocols of that port are not in the local cloud`
  return undefined
}
