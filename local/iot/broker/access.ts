import type { IotContext } from '../context.ts'
import { evaluate } from '../policy/evaluate.ts'
import { type PolicyFacts, resolveFrom } from '../policy/variables.ts'
import { policiesOfCertificate, thingFacts, thingOfConnection } from '../registry/connection-facts.ts'
import { isReserved } from '../topic.ts'
import type { CertificateFacts } from '../x509/read-certificate.ts'
import type { ConnectRequest } from './connect-request.ts'
import type { Peer } from './peer.ts'

/** Who a connection is, for its whole life. */
export interface Identity {
  clientId: string
  certificate: CertificateFacts
  peer: Peer
}

/** Whether a certificate's policies allow what a connection asks for. They are read each time, so that a change counts at once. */
export const createAccess = (iot: IotContext) => {
  const allows = (identity: Identity, action: string, resource: string, more: PolicyFacts = {}): boolean => {
    const { clientId, certificate, peer } = identity
    const { certificateId } = certificate
    const decision = evaluate(policiesOfCertificate(iot, certificateId), {
      action,
      resource,
      resolve: resolveFrom({
        clientId,
        certificate,
        thing: thingFacts(iot, thingOfConnection(iot, certificateId, clientId)),
        domainName: peer.serverName,
        sourceIp: peer.sourceIp,
        ...more,
      }),
    })
    if (decision.unknown !== undefined) iot.report(decision.unknown)
    return decision.decision === 'ALLOWED'
  }
  const publish = (identity: Identity, topic: string, retain: boolean): boolean =>
    !isReserved(topic) &&
    allows(identity, 'iot:Publish', iot.arn.topic(topic)) &&
    (!retain || allows(identity, 'iot:RetainPublish', iot.arn.topic(topic)))
  return {
    /** A will whose topic may not be published to refuses the whole CONNECT (reference 5.5). */
    connect: (identity: Identity, { clean, will }: ConnectRequest): boolean => {
      const connectAttributes = [...(clean ? [] : ['PersistentConnect']), ...(will === undefined ? [] : ['LastWill'])]
      return (
        allows(identity, 'iot:Connect', iot.arn.client(identity.clientId), { connectAttributes }) &&
        (will === undefined || publish(identity, will.topic, will.retain))
      )
    },
    publish,
    subscribe: (identity: Identity, filter: string) => allows(identity, 'iot:Subscribe', iot.arn.topicFilter(filter)),
    receive: (identity: Identity, topic: string) => allows(identity, 'iot:Receive', iot.arn.topic(topic)),
  }
}

export type Access = ReturnType<typeof createAccess>
