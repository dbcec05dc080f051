import type { Client } from 'aedes'
import type { IotContext } from '../context.ts'
import { nextVersionNumber, noteOffline } from '../events/version-numbers.ts'
import type { Admission } from './admit.ts'
import { dropWill, subscriptionsOf, watchPackets } from './aedes-client.ts'
import type { ConnectRequest } from './connect-request.ts'
import type { ConnectionLog } from './connection-log.ts'
import type { CloseOptions, DisconnectReason, Session } from './sessions.ts'

type Admitted = Extract<Admission, { ok: true }>

/** One admitted aedes client: who it is, its session once it is registered, and why it is about to end. */
export interface LiveClient extends Admitted {
  /** The first reason that becomes known counts. */
  endsBecause(reason: DisconnectReason): void
  hasTooManyFilters(subscription: object): boolean
  begin(): void
  end(): void
  session(): Session | undefined
}

export interface LiveOptions {
  iot: IotContext
  log: ConnectionLog
  client: Client
  request: ConnectRequest
  admitted: Admitted
  forgetSession: (client: Client) => Promise<void>
}

const maxFilters = 8

export const createLiveClient = (options: LiveOptions): LiveClient => {
  const { iot, log, client, admitted } = options
  const oversized = new WeakSet<object>()
  let reason: DisconnectReason | undefined
  let session: Session | undefined
  const endsBecause = (why: DisconnectReason) => {
    reason ??= why
  }
  watchPackets(client, ({ cmd, subscriptions = [] }) => {
    if (cmd === 'disconnect') endsBecause('CLIENT_INITIATED_DISCONNECT')
    if (subscriptions.length > maxFilters) for (const subscription of subscriptions) oversized.add(subscription)
  })
  const close = async (why: DisconnectReason, { preventWillMessage, cleanSession }: CloseOptions = {}) => {
    endsBecause(why)
    if (preventWillMessage === true) dropWill(client)
    await new Promise<void>((resolve) => client.close(resolve))
    if (cleanSession === true) await options.forgetSession(client)
  }
  return {
    ...admitted,
    endsBecause,
    hasTooManyFilters: (subscription) => oversized.has(subscription),
    session: () => session,
    begin: () => {
      session = makeSession(options, close, () => endsBecause('DUPLICATE_CLIENTID'))
      iot.sessions.add(session)
      log.connected(session)
      iot.events.connected(session)
    },
    end: () => {
      if (session === undefined) return
      const why = reason ?? 'CONNECTION_LOST'
      iot.sessions.remove(session)
      noteOffline(iot, session.clientId, session.versionNumber, why)
      log.disconnected(session, why)
      iot.events.disconnected(session, why)
    },
  }
}

const makeSession = (
  { iot, client, request, admitted }: LiveOptions,
  close: Session['close'],
  replace: () => void,
): Session => {
  const { identity, sessionIdentifier, thingName, exclusiveThingName } = admitted
  const { clientId, peer, certificate } = identity
  return {
    clientId,
    sessionIdentifier,
    certificateId: certificate.certificateId,
    thingName,
    exclusiveThingName,
    sourceIp: peer.sourceIp,
    sourcePort: peer.sourcePort,
    targetIp: peer.targetIp,
    targetPort: peer.targetPort,
    serverName: peer.serverName,
    connectedAt: iot.clock(),
    versionNumber: nextVersionNumber(iot, clientId),
    cleanSession: request.clean,
    keepAlive: request.keepalive,
    subscriptions: () => subscriptionsOf(client),
    replace,
    close,
  }
}
