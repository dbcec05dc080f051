import type { FlashResult } from '../flash/flash-result.ts'
import type { Colour } from './colour.ts'
import type { Sentence } from './sentences.ts'

/** What became of a unit: the content of its result file. */
export interface UnitRecord {
  schema: 1
  orderId: string
  at: string
  /** Missing when the unit had left already. */
  slot?: number
  imei?: string
  serial?: string
  outcome: 'confirmed' | 'waiting' | 'refused' | 'failed'
  colour: Colour
  sentence: Sentence
  /** From the start of the run to its end. */
  seconds?: number
  thingName?: string
  certificateId?: string
  proof?: string
  /** How long the unit took to register on the network. */
  attachMs?: number
  label?: 'printed' | 'failed' | 'unknown'
  flash?: FlashResult
}
