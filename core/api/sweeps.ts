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
  /** IMEIs of golden units whose first article nobody ended; its certificate is gone now. */
  articles: z.array(z.string()).default([]),
  /** How many inactive certificates that no sweep had looked at before are not ours; they are never touched. */
  foreign: z.int(),
  /** IDs of certificates that were ACTIVE though their device was taken away. */
  switchedOff: z.array(z.string()),
  /** Devices whose certificate is not ACTIVE though the registry calls them confirmed or registered; they are not touched. */
  disagreeing: z.array(
    z.object({ imei: z.string(), state: z.string(), certificateId: z.string(), status: z.string() }),
  ),
  /** The time was up before everything was looked at: sweep again. */
  unfinished: z.boolean(),
})
export type SweepAnswer = z.output<typeof sweepAnswer>
