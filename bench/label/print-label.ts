import { BenchError } from '../failures/failure.ts'
import type { Journal } from '../journal/journal.ts'
import type { Label } from './label.ts'
import type { Printer } from './open-printer.ts'

export interface LabelRequest extends Label {
  certificateId: string
  /** Somebody asked for another one; without it a label is printed once for each certificate. */
  reprint?: boolean
}

export type LabelOutcome =
  | { label: 'printed' }
  | { label: 'failed'; why: string }
  /** Begun by an agent that was stopped: printing again by itself could give two. */
  | { label: 'unknown' }

/** Prints the label of a confirmed unit, once across crashes; reprints are in the journal too. */
export const printLabel =
  ({ journal, printer }: { journal: Journal; printer: Printer }) =>
  async ({ certificateId, reprint = false, ...label }: LabelRequest): Promise<LabelOutcome> => {
    const unit = { imei: label.imei, port: '' }
    const before = (await journal.historyOf(label.imei)).label
    if (!reprint && before?.certificateId === certificateId) {
      if (before.printed) return { label: 'printed' }
      if (!printer.isRepeatable) return { label: 'unknown' }
    }
    await journal.append(unit, { act: 'label', certificateId, reprint })
    try {
      await printer.print(label)
    } catch (error) {
      if (!(error instanceof BenchError)) throw error
      await journal.append(unit, { act: 'label-failed', certificateId })
      return { label: 'failed', why: error.failure.says }
    }
    await journal.append(unit, { act: 'labelled', certificateId })
    return { label: 'printed' }
  }
