import * as z from 'zod'
import type { JournalAct, JournalLine } from './journal-line.ts'

const base = z.looseObject({ v: z.literal(1), at: z.string(), imei: z.string(), act: z.string() })
const tag = z.int().nonnegative()
const certificateId = z.string()

/** Only these acts matter to a later run; of the others no more is asked than that they are lines of a journal. */
const needed: Partial<Record<JournalAct['act'], z.ZodType>> = {
  profile: z.looseObject({ profile: z.looseObject({}) }),
  'make-key': z.looseObject({ securityTag: tag }),
  'key-waits': z.looseObject({
    securityTag: tag,
    keySource: z.string(),
    request: z.string(),
    keySha256: z.string(),
  }),
  mint: z.looseObject({ serial: z.string().optional() }),
  written: z.looseObject({ securityTag: tag, certificateId }),
  confirm: z.looseObject({ certificateId, listing: z.array(z.string()).optional(), firmware: z.string().optional() }),
  confirmed: z.looseObject({ certificateId, proof: z.string() }),
  attached: z.looseObject({ attachMs: z.number(), certificateId, firmware: z.string() }),
  'attach-failed': z.looseObject({ certificateId, firmware: z.string() }),
  'attach-told': z.looseObject({ certificateId }),
  line: z.looseObject({ goldenUnits: z.array(z.string()) }),
  'line-opened': z.looseObject({ reason: z.string(), by: z.string().optional() }),
  'line-opening-told': z.looseObject({ openedAt: z.string() }),
  label: z.looseObject({ certificateId }),
  labelled: z.looseObject({ certificateId }),
}

/** Reads what a journal holds, oldest first. A line that a kill has torn is left out: its act was not begun. */
export const readJournal = (text: string): JournalLine[] =>
  text.split('\n').flatMap((line) => {
    try {
      const parsed = base.parse(JSON.parse(line))
      return needed[parsed.act as JournalAct['act']]?.safeParse(parsed).success === false
        ? []
        : [parsed as unknown as JournalLine]
    } catch {
      return []
    }
  })
