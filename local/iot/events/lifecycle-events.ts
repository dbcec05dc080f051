import type { DisconnectReason, Session } from '../broker/sessions.ts'
import type { Message } from '../message.ts'
import type { EventGate } from './event-gate.ts'

export interface FailedConnect {
  clientId: string
  thingName?: string
  certificateId: string
  sessionIdentifier: string
  sourceIp: string
}

/** AWS IoT's own messages about connections and subscriptions (DG life-cycle-events). They are always on. */
export interface LifecycleEvents {
  connected(session: Session): void
  disconnected(session: Session, reason: DisconnectReason): void
  connectFailed(attempt: FailedConnect): void
  subscribed(session: Session, topics: string[]): void
  unsubscribed(session: Session, topics: string[]): void
}

export const createLifecycleEvents = (
  clock: () => number,
  gate: EventGate,
  publish: (message: Message) => void,
): LifecycleEvents => {
  const send = (kind: string, clientId: string, event: object) => {
    // Such client IDs get no events: they would be wildcards in the topic.
    if (/[#+]/.test(clientId)) return
    const payload = Buffer.from(JSON.stringify({ clientId, ...event }))
    gate.pass(() => publish({ topic: `$aws/events/${kind}/${clientId}`, payload, qos: 0, retain: false }))
  }
  const about = (session: Session, eventType: string) => ({
    thingName: session.exclusiveThingName,
    timestamp: clock(),
    eventType,
    sessionIdentifier: session.sessionIdentifier,
    principalIdentifier: session.certificateId,
  })
  return {
    connected: (session) =>
      send('presence/connected', session.clientId, {
        ...about(session, 'connected'),
        ipAddress: session.sourceIp,
        versionNumber: session.versionNumber,
      }),
    disconnected: (session, disconnectReason) =>
      send('presence/disconnected', session.clientId, {
        ...about(session, 'disconnected'),
        clientInitiatedDisconnect: disconnectReason === 'CLIENT_INITIATED_DISCONNECT',
        disconnectReason,
        versionNumber: session.versionNumber,
      }),
    connectFailed: ({ clientId, thingName, certificateId, sessionIdentifier, sourceIp }) =>
      send('presence/connect_failed', clientId, {
        thingName,
        timestamp: clock(),
        eventType: 'connect_failed',
        connectFailureReason: 'AUTHORIZATION_FAILED',
        principalIdentifier: certificateId,
        sessionIdentifier,
        ipAddress: sourceIp,
      }),
    subscribed: (session, topics) =>
      send('subscriptions/subscribed', session.clientId, { ...about(session, 'subscribed'), topics }),
    unsubscribed: (session, topics) =>
      send('subscriptions/unsubscribed', session.clientId, { ...about(session, 'unsubscribed'), topics }),
  }
}
