import * as z from 'zod'
import type { JournalLine } from './journal-line.ts'

const base = z.looseObject({ v: z.literal(1), at: z.string(), imei: z.string(), act: z.string() })
const tag = z.int().nonnegative()

/** Only these acts matter to a later run; of the others no more is asked than that they are lines of a journal. */
const needed: Record<string, z.ZodType> = {
  'make-key': z.looseObject({ securityTag: tag }),
  written: z.looseObject({ securityTag: tag, certificateId: z.string() }),
}

/** Reads what a journal holds, oldest first. A line that a kill has torn is left out: its act was not begun. */
export const readJournal = (text: string): JournalLine[] =>
  text.split('\n').flatMap((line) => {
    try {
      const parsed = base.parse(JSON.parse(line))
      return needed[parsed.act]?.safeParse(parsed).success === false ? [] : [parsed as unknown as JournalLine]
    } catch {
      return []
    }
  })
