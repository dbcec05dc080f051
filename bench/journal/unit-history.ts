import type { JournalAct } from './journal-line.ts'

/** A key that a first touch left in the modem, with the request that waits for the cloud. */
export interface WaitingKey {
  securityTag: number
  keySource: 'modem' | 'station'
  /** The CSR, or what `%KEYGEN` answered. */
  request: string
  /** As `%CMNG` listed the key: another digest means another key. */
  keySha256: string
}

/** What the modem showed before the cloud could be asked: enough to finish without the unit. */
export interface ReadBack {
  certificateId: string
  listing: readonly string[]
  firmware: string
}

/** What is known of a unit from this station's journal. */
export interface UnitHistory {
  /** Tags in which this station began to make a key: what lies there may be ours, half done. */
  keyedTags: readonly number[]
  /** The last credential whose every item was written, with no key made since. */
  written: { certificateId: string; securityTag: number } | undefined
  waitingKey?: WaitingKey | undefined
  /** A read-back that the cloud has not answered. */
  readBack?: ReadBack | undefined
  confirmed?: { certificateId: string; proof: string; thingName: string; confirmedAt: string } | undefined
  /** The label of which certificate was begun, and whether it is known to be out. */
  label?: { certificateId: string; printed: boolean } | undefined
  attachMs?: number | undefined
  /** An attach time that the cloud has not heard of; null: it did not register. */
  untoldAttach?: { certificateId: string; firmware: string; attachMs: number | null } | undefined
  serial?: string | undefined
}

export const noHistory: UnitHistory = { keyedTags: [], written: undefined }

const isWaitingSource = (source: string): source is WaitingKey['keySource'] =>
  source === 'modem' || source === 'station'

const attachOf = (
  { certificateId, firmware }: { certificateId: string; firmware: string },
  attachMs: number | null,
): UnitHistory['untoldAttach'] => ({ certificateId, firmware, attachMs })

/** What one more act makes of a unit's history. */
export const addAct = (history: UnitHistory, act: JournalAct): UnitHistory => {
  switch (act.act) {
    case 'make-key':
      return {
        ...history,
        keyedTags: [...new Set([...history.keyedTags, act.securityTag])],
        written: undefined,
        waitingKey: undefined,
        readBack: undefined,
        confirmed: undefined,
      }
    case 'key-waits': {
      const { securityTag, keySource, request, keySha256 } = act
      return isWaitingSource(keySource)
        ? { ...history, waitingKey: { securityTag, keySource, request, keySha256 } }
        : history
    }
    case 'mint':
      return { ...history, serial: act.serial ?? history.serial }
    case 'written':
      return { ...history, written: { certificateId: act.certificateId, securityTag: act.securityTag } }
    case 'confirm': {
      const { certificateId, listing, firmware } = act
      const readBack = listing && firmware !== undefined ? { certificateId, listing, firmware } : undefined
      return { ...history, readBack }
    }
    case 'confirmed': {
      const { certificateId, proof, thingName = '', confirmedAt = '' } = act
      const confirmed = { certificateId, proof, thingName, confirmedAt }
      return { ...history, readBack: undefined, waitingKey: undefined, confirmed }
    }
    case 'refused':
      return { ...history, readBack: undefined }
    case 'attached':
      return { ...history, attachMs: act.attachMs, untoldAttach: attachOf(act, act.attachMs) }
    case 'attach-failed':
      return { ...history, untoldAttach: attachOf(act, null) }
    case 'attach-told':
      return history.untoldAttach?.certificateId === act.certificateId
        ? { ...history, untoldAttach: undefined }
        : history
    case 'label':
    case 'labelled':
      return { ...history, label: { certificateId: act.certificateId, printed: act.act === 'labelled' } }
    case 'label-failed':
      return { ...history, label: undefined }
    default:
      return history
  }
}

/** Folds the acts of one unit, oldest first. */
export const unitHistory = (acts: Iterable<JournalAct>): UnitHistory => {
  let history = noHistory
  for (const act of acts) history = addAct(history, act)
  return history
}
