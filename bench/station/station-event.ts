import type { FlashResult, FlashStep } from '../flash/flash-result.ts'
import type { LineState } from './line-gate.ts'
import type { OrderProgress } from './order-progress.ts'
import type { Sentence } from './sentences.ts'
import type { ShiftSummary } from './shift-summary.ts'

/** Green only from the cloud's comparison; amber: something follows, or somebody must look. */
export type Colour = 'idle' | 'working' | 'green' | 'amber' | 'red'

export type StationStep = FlashStep | 'attach' | 'label'

/** One slot as its tile shows it. */
export interface SlotState {
  slot: number
  port: string
  colour: Colour
  step?: StationStep | undefined
  params: Readonly<Record<string, unknown>>
  imei?: string | undefined
  serial?: string | undefined
  sentence: Sentence
  /** ISO 8601: since when the slot has this colour. */
  since: string
  /** ISO 8601: since when the unit is at this step. */
  stepSince?: string | undefined
}

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

/** The one stream that terminal, local API and page render. `seq` counts from 1. */
export type StationEvent = { seq: number; at: string } & (
  | { type: 'slot'; slot: SlotState }
  | { type: 'unit'; unit: UnitRecord }
  | { type: 'summary'; summary: ShiftSummary }
  | { type: 'order'; order: OrderProgress }
  | { type: 'line'; line: LineState }
)
