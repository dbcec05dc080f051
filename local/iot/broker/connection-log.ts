import type { IotContext } from '../context.ts'
import { authenticationDetails } from '../logs/authentication-details.ts'
import type { Authentication } from './authenticate.ts'
import type { Peer } from './peer.ts'
import type { DisconnectReason, Session } from './sessions.ts'

type Refused = Extract<Authentication, { ok: false }>

/** The broker's V2 log records (reference 7.2, 7.3; DG cwl-format). */
export const createConnectionLog = ({ logs, switches }: IotContext) => {
  const about = (session: Session) => ({
    protocol: 'MQTT',
    clientId: session.clientId,
    principalId: session.certificateId,
    sourceIp: session.sourceIp,
    sourcePort: session.sourcePort,
  })
  return {
    /** Only the owner of the SNI host gets this record; without one nobody does. */
    notAuthenticated: (peer: Peer, { reason, isLogged, certificateId }: Refused, clientId?: string) => {
      if (!isLogged) return
      logs.write({
        eventType: 'Connection.AuthNError',
        logLevel: 'ERROR',
        protocol: 'MQTT',
        authenticationType: 'AWS_X509',
        clientId,
        principalId: certificateId,
        sourceIp: peer.sourceIp,
        sourcePort: peer.sourcePort,
        targetIp: peer.targetIp,
        targetPort: peer.targetPort,
        serverNameIndication: peer.serverName,
        reason,
        details: authenticationDetails[reason],
      })
    },
    notAuthorized: (
      eventType: 'Connect' | 'Publish-In' | 'Publish-Out' | 'Subscribe',
      peer: Peer,
      clientId: string,
      principalId: string,
      topicName?: string,
    ) => {
      if (peer.serverName === undefined && switches.authorizationLogWithoutSni === 'silent') return
      logs.write({
        eventType,
        logLevel: 'ERROR',
        protocol: 'MQTT',
        clientId,
        principalId,
        sourceIp: peer.sourceIp,
        sourcePort: peer.sourcePort,
        topicName,
        reason: 'AUTHORIZATION_FAILURE',
        details: 'Authorization Failure',
      })
    },
    connected: (session: Session) => logs.write({ eventType: 'Connect', logLevel: 'INFO', ...about(session) }),
    disconnected: (session: Session, disconnectReason: DisconnectReason) => {
      const isDuplicate = disconnectReason === 'DUPLICATE_CLIENTID'
      logs.write({
        eventType: 'Disconnect',
        logLevel: 'INFO',
        ...about(session),
        reason: isDuplicate ? 'DUPLICATE_CLIENT_ID' : undefined,
        details: isDuplicate ? 'A new connection was established with the same client ID' : undefined,
        disconnectReason,
      })
    },
  }
}

export type ConnectionLog = ReturnType<typeof createConnectionLog>
