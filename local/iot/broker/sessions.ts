/** Why a live connection ends, in the words of the lifecycle events (DG life-cycle-events). */
export type DisconnectReason =
  | 'AUTH_ERROR'
  | 'CLIENT_INITIATED_DISCONNECT'
  | 'CLIENT_ERROR'
  | 'CONNECTION_LOST'
  | 'DUPLICATE_CLIENTID'
  | 'FORBIDDEN_ACCESS'
  | 'MQTT_KEEP_ALIVE_TIMEOUT'
  | 'SERVER_INITIATED_DISCONNECT'
  | 'API_INITIATED_DISCONNECT'

export interface CloseOptions {
  preventWillMessage?: boolean
  cleanSession?: boolean
}

/** One accepted MQTT connection. */
export interface Session {
  clientId: string
  sessionIdentifier: string
  certificateId: string
  /** The thing that policy variables see (reference 5.4). */
  thingName?: string
  /** The thing of an EXCLUSIVE_THING attachment, which lifecycle events name. */
  exclusiveThingName?: string
  sourceIp: string
  sourcePort: number
  targetIp: string
  /** The emulated port, 8883 or 443. */
  targetPort: number
  serverName?: string
  connectedAt: number
  versionNumber: number
  cleanSession: boolean
  keepAlive: number
  subscriptions: () => { topicFilter: string; qos: number }[]
  /** Says that a newer connection of the same client takes over and will end this one. */
  replace: () => void
  close: (reason: DisconnectReason, options?: CloseOptions) => Promise<void>
}

/** The live connections by client ID. */
export interface Sessions {
  add(session: Session): void
  /** Removes this session, not a newer one of the same client. */
  remove(session: Session): void
  get(clientId: string): Session | undefined
  ofCertificate(certificateId: string): Session[]
}

export const createSessions = (): Sessions => {
  const byClient = new Map<string, Session>()
  return {
    add: (session) => void byClient.set(session.clientId, session),
    remove: (session) => {
      if (byClient.get(session.clientId) === session) byClient.delete(session.clientId)
    },
    get: (clientId) => byClient.get(clientId),
    ofCertificate: (certificateId) =>
      [...byClient.values()].filter((session) => session.certificateId === certificateId),
  }
}
