import type { JournalAct } from './journal-line.ts'

/** What is known of a unit from this station's journal. */
export interface UnitHistory {
  /** Tags in which this station began to make a key: what lies there may be ours, half done. */
  keyedTags: readonly number[]
  /** The last credential whose every item was written, with no key made since. */
  written: { certificateId: string; securityTag: number } | undefined
}

export const noHistory: UnitHistory = { keyedTags: [], written: undefined }

/** Folds the acts of one unit, oldest first. */
export const unitHistory = (acts: Iterable<JournalAct>): UnitHistory => {
  let history = noHistory
  for (const act of acts) {
    if (act.act === 'make-key')
      history = { keyedTags: [...new Set([...history.keyedTags, act.securityTag])], written: undefined }
    if (act.act === 'written')
      history = { ...history, written: { certificateId: act.certificateId, securityTag: act.securityTag } }
  }
  return history
}
