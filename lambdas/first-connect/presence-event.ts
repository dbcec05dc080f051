import { z } from 'zod'

/** `$aws/events/presence/connected/<clientId>`; unknown fields are ignored, since AWS adds some now and then. */
export const presenceEvent = z.object({
  clientId: z.string(),
  /** The certificate ID for X.509 clients. */
  principalIdentifier: z.string(),
  eventType: z.literal('connected'),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  sessionIdentifier: z.string().optional(),
  versionNumber: z.number().optional(),
})
export type PresenceEvent = z.output<typeof presenceEvent>
