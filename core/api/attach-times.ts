import * as z from 'zod'

/** `POST /v1/orders/{orderId}/devices/{imei}/attach-times`: how long the unit took to register on the network at the bench. */
export const reportAttachRequest = z.strictObject({
  /** The credential that the unit held: one number is kept for each. */
  certificateId: z.string().regex(/^[0-9a-f]{64}$/, 'a certificate ID has 64 lower-case hex digits'),
  /** Text of AT+CGMR. */
  firmware: z.string().min(1).max(80),
  /** Milliseconds from `AT+CFUN=1` to registered; null when it did not register in the time it had. */
  attachMs: z.int().min(0).max(3_600_000).nullable(),
  agentVersion: z.string().min(1).max(32),
})
export type ReportAttachRequest = z.output<typeof reportAttachRequest>

export const reportAttachAnswer = z.object({
  imei: z.string(),
  /** False when this was written down before. */
  noted: z.boolean(),
})
export type ReportAttachAnswer = z.output<typeof reportAttachAnswer>

/** Attach times of an order's units with one firmware. */
export const attachTimes = z.object({
  firmware: z.string(),
  /** Units that registered, and tries that did not. */
  registered: z.int(),
  failed: z.int(),
  /** Of those that registered. */
  meanMs: z.number().optional(),
  /** How many took up to so many seconds; `more` took longer than the last. */
  upTo: z.object({ s5: z.int(), s15: z.int(), s30: z.int(), s60: z.int(), more: z.int() }),
})
export type AttachTimes = z.output<typeof attachTimes>
