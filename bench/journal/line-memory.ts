import type { JournalLine } from './journal-line.ts'

/** A supervisor's opening of the line that the cloud has not heard of. */
export interface UntoldOpening {
  /** ISO 8601. */
  at: string
  reason: string
  by?: string
}

/** What a journal says of the line itself, not of a unit. */
export interface LineMemory {
  /** The order's golden units as the cloud last named them; undefined before it did. */
  goldenUnits: readonly string[] | undefined
  untold: readonly UntoldOpening[]
}

export const noLine: LineMemory = { goldenUnits: undefined, untold: [] }

/** What one more line makes of it; undefined when it is about a unit. */
export const addLineAct = (memory: LineMemory, line: JournalLine): LineMemory | undefined => {
  switch (line.act) {
    case 'line':
      return { ...memory, goldenUnits: line.goldenUnits }
    case 'line-opened': {
      const { at, reason, by } = line
      return { ...memory, untold: [...memory.untold, { at, reason, ...(by === undefined ? {} : { by }) }] }
    }
    case 'line-opening-told':
      return { ...memory, untold: memory.untold.filter(({ at }) => at !== line.openedAt) }
    default:
      return undefined
  }
}
