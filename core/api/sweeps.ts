import * as z from 'zod'

/** `POST /v1/sweeps`; the schedule sends the same. */
export const sweepRequest = z.strictObject({
  /** Say what would be done, and do nothing. */
  dryRun: z.boolean().default(false),
})
export type SweepRequest = z.output<typeof sweepRequest>

export const sweepAnswer = z.object({
  dryRun: z.boolean(),
  /** IMEIs whose unit went back to the order. */
  released: z.array(z.string()),
  /** IMEIs whose rework came to nothing, and that are what they were. */
  restored: z.array(z.string()),
  /** IDs of certificates of ours that no row names. */
  deleted: z.array(z.string()),
  /** How many inactive certificates are not ours; they are never touched. */
  foreign: z.int(),
  /** IDs of certificates that were ACTIVE though their device was taken away. */
  switchedOff: z.array(z.string()),
})
export type SweepAnswer = z.output<typeof sweepAnswer>
