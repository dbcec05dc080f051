import type { FirmwareFacts } from '../../core/modem/firmware-facts.ts'
import type { AtSession } from '../at/at-session.ts'
import type { JournalAct } from '../journal/journal-line.ts'
import type { UnitHistory } from '../journal/unit-history.ts'
import type { AttestedModem } from './attest-modem.ts'
import type { FlashDependencies } from './flash-dependencies.ts'
import type { FlashStep } from './flash-result.ts'

/** One unit in work: who it is, and how its steps are told and remembered. */
export interface UnitRun extends Omit<FlashDependencies, 'journal' | 'onEvent' | 'newChallenge'> {
  session: AtSession
  orderId: string
  imei: string
  /** Text of AT+CGMR. */
  firmware: string
  facts: FirmwareFacts
  /** What the modem answered to a challenge, where its firmware can. */
  attested: AttestedModem | undefined
  history: UnitHistory
  /** The order's profile as the cloud last said it, for a first touch without the cloud. */
  remembered: object | undefined
  /** The product's own serial number, if one was given. */
  serial: string | undefined
  /** Says that a step begins; throws when the work was called off, so that nothing is left half done inside a step. */
  begin(step: FlashStep, params?: Record<string, string | number | boolean>): void
  /** On the disk before the next act begins. */
  note(...acts: JournalAct[]): Promise<void>
}
