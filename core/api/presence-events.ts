import * as z from 'zod'

/** `POST /v1/presence-events/replay` */
export const replayRequest = z.strictObject({
  /** Count what waits, and move nothing. */
  dryRun: z.boolean().default(false),
})
export type ReplayRequest = z.input<typeof replayRequest>

export const replayAnswer = z.object({
  dryRun: z.boolean(),
  /** Events put back into the queue that feeds the registry. */
  replayed: z.int(),
  /** Messages that hold no event; they stay where they are. */
  unreadable: z.int(),
  /** Roughly how many still wait (SQS counts approximately): ask again while there are any that are not unreadable. */
  waiting: z.int(),
})
export type ReplayAnswer = z.output<typeof replayAnswer>
