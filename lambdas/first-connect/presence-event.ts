import * as z from 'zod'

const common = {
  clientId: z.string(),
  /** The certificate ID for X.509 clients. */
  principalIdentifier: z.string(),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  sessionIdentifier: z.string().optional(),
  /** Grows with each connection and starts again at 0 after an hour offline, so it orders only neighbours. */
  versionNumber: z.number().optional(),
  ipAddress: z.string().optional(),
}

/** `$aws/events/presence/connected/<clientId>`; unknown fields are ignored, since AWS adds some now and then. */
const connected = z.object({ ...common, eventType: z.literal('connected') })
const disconnected = z.object({ ...common, eventType: z.literal('disconnected'), disconnectReason: z.string() })
/** Authorisation only; a refused handshake or an inactive certificate leaves no event (aws-iot-provisioning.md 6.1). */
const connectFailed = z.object({
  ...common,
  eventType: z.literal('connect_failed'),
  connectFailureReason: z.string(),
})

export const presenceEvent = z.discriminatedUnion('eventType', [connected, disconnected, connectFailed])
export type PresenceEvent = z.output<typeof presenceEvent>
export type ConnectedEvent = z.output<typeof connected>
export type DisconnectedEvent = z.output<typeof disconnected>
export type ConnectFailedEvent = z.output<typeof connectFailed>
