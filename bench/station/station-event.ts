import type { FlashStep } from '../flash/flash-result.ts'
import type { Colour } from './colour.ts'
import type { LineState } from './line-gate.ts'
import type { OrderProgress } from './order-progress.ts'
import type { Sentence } from './sentences.ts'
import type { ShiftSummary } from './shift-summary.ts'
import type { UnitRecord } from './unit-record.ts'

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

/** The one stream that terminal, local API and page render. `seq` counts from 1. */
export type StationEvent = { seq: number; at: string } & (
  | { type: 'slot'; slot: SlotState }
  | { type: 'unit'; unit: UnitRecord }
  | { type: 'summary'; summary: ShiftSummary }
  | { type: 'order'; order: OrderProgress }
  | { type: 'line'; line: LineState }
)
