import type { FlashResult } from '../flash/flash-result.ts'
import type { Colour } from './colour.ts'
import { type Sentence, sentence } from './sentences.ts'
import type { UnitRecord } from './unit-record.ts'

export interface Judged {
  outcome: UnitRecord['outcome']
  colour: Colour
  sentence: Sentence
}

/** What the end of a run means at the bench. */
export const judgeResult = (result: FlashResult): Judged => {
  const { imei = '' } = result
  if (result.outcome === 'confirmed')
    return {
      outcome: 'confirmed',
      colour: 'green',
      sentence: sentence(result.repeated ? 'done-before' : 'done', { imei }),
    }
  if (result.outcome === 'refused') {
    const { refused: code, params, says, next } = result.refusal
    return { outcome: 'refused', colour: 'red', sentence: { code, params, says, next } }
  }
  if (result.waitsFor === 'confirmation')
    return { outcome: 'waiting', colour: 'amber', sentence: sentence('may-leave', { imei }) }
  if (result.waitsFor === 'certificate')
    return { outcome: 'waiting', colour: 'amber', sentence: sentence('bring-back', { imei }) }
  const { code, params, says, next } = result.failure
  return { outcome: 'failed', colour: 'red', sentence: { code, params, says, next } }
}
