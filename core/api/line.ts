import * as z from 'zod'

/** Why somebody opens a line that no first article has opened. */
export const openingReason = z.string().trim().min(10, 'say why, in ten characters or more').max(500)

/** `POST /v1/orders/{orderId}/line-openings`. The line is open already: this writes it down, once for each `at`. */
export const openLineRequest = z.strictObject({
  /** When, by the clock of the bench. */
  at: z.iso.datetime(),
  reason: openingReason,
  /** Who, as they wrote their name; the station that says so is known from its signature. */
  by: z.string().trim().min(1).max(64).optional(),
  agentVersion: z.string().min(1).max(32),
})
export type OpenLineRequest = z.output<typeof openLineRequest>

/** One line of what opened the lines of an order. */
export const lineEvent = z.object({
  at: z.string(),
  what: z.enum(['article-passed', 'article-simulated', 'line-opened']),
  /** The station. */
  station: z.string(),
  imei: z.string().optional(),
  firmware: z.string().optional(),
  proof: z.string().optional(),
  reason: z.string().optional(),
  by: z.string().optional(),
})
export type LineEvent = z.output<typeof lineEvent>
