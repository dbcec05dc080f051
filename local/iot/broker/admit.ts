import type { IotContext } from '../context.ts'
import { thingOfConnection } from '../registry/connection-facts.ts'
import { uuid } from '../uuid.ts'
import type { CertificateFacts } from '../x509/read-certificate.ts'
import type { Access, Identity } from './access.ts'
import { authenticate } from './authenticate.ts'
import { type ConnectRequest, connectProblem, mqtt311 } from './connect-request.ts'
import type { ConnectionLog } from './connection-log.ts'
import type { Peer } from './peer.ts'

export type Admission =
  | { ok: true; identity: Identity; sessionIdentifier: string; thingName?: string; exclusiveThingName?: string }
  /** `connack` is what the client sees before the connection ends; undefined is nothing at all. */
  | { ok: false; why: string; connack?: 1 | 5 | 7 }

/** Judges a CONNECT: authentication, then protocol, then authorization, each with the traces AWS leaves of it (reference 5.5, 7). */
export const createAdmit =
  (iot: IotContext, access: Access, log: ConnectionLog) =>
  (peer: Peer, request: ConnectRequest): Admission => {
    const authentication = authenticate(iot, peer)
    if (!authentication.ok) {
      log.notAuthenticated(peer, authentication, request.clientId)
      return { ok: false, why: authentication.reason }
    }
    const problem = connectProblem(request)
    if (problem !== undefined) {
      iot.report(`a CONNECT was closed: ${problem}`)
      return { ok: false, why: problem, connack: request.level === mqtt311 ? undefined : 1 }
    }
    const identity = { clientId: request.clientId, certificate: authentication.facts, peer }
    const { thingName, exclusiveThingName } = things(iot, identity.certificate, request.clientId)
    const sessionIdentifier = uuid(iot.random)
    if (access.connect(identity, request))
      return { ok: true, identity, sessionIdentifier, thingName, exclusiveThingName }
    const { clientId } = request
    const { certificateId } = identity.certificate
    log.notAuthorized('Connect', peer, clientId, certificateId)
    iot.events.connectFailed({
      clientId,
      thingName: exclusiveThingName,
      certificateId,
      sessionIdentifier,
      sourceIp: peer.sourceIp,
    })
    return { ok: false, why: 'AUTHORIZATION_FAILURE', connack: connackOf(iot) }
  }

const connackOf = ({ switches }: IotContext): 5 | 7 | undefined => {
  if (switches.connectDenied === 'closed') return undefined
  return switches.connectDenied === 'connack-5' ? 5 : 7
}

const things = (iot: IotContext, { certificateId }: CertificateFacts, clientId: string) => {
  const thing = thingOfConnection(iot, certificateId, clientId)
  return {
    thingName: thing?.thingName,
    exclusiveThingName: thing?.type === 'EXCLUSIVE_THING' ? thing.thingName : undefined,
  }
}
