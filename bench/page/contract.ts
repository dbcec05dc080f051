/**
 * What the page reads of the station's local API (docs/station-api.md). Keys that it does not know are ignored, and what an
 * older agent does not send may be missing.
 */
export interface Sentence {
  code: string
  params: Readonly<Record<string, unknown>>
  says: string
  next: string
}

export type Colour = 'idle' | 'working' | 'green' | 'amber' | 'red'

export interface SlotState {
  slot: number
  colour: Colour
  step?: string | undefined
  imei?: string | undefined
  serial?: string | undefined
  sentence: Sentence
  /** ISO 8601: since when the slot has this colour. */
  since: string
  /** ISO 8601: since when it is at this step. */
  stepSince?: string | undefined
}

export interface UnitRecord {
  imei?: string
  proof?: string | undefined
}

export interface FailureCount {
  code: string
  params?: Readonly<Record<string, unknown>>
  count: number
  says: string
  fix: string
}

export interface Summary {
  units: number
  confirmed: number
  waiting: number
  yield?: number | undefined
  taktSeconds?: number | undefined
  failures: readonly FailureCount[]
}

/** Progress of the order as the cloud last told it. */
export interface OrderProgress {
  quantity: number
  spent: number
}

export interface StationState {
  orderId: string
  slots: readonly SlotState[]
  summary: Summary
  order?: OrderProgress | undefined
  /** Whether the line may run; stations without a gate send none. */
  line?: unknown
}

/** One message of the event stream, or what became of the stream itself. */
export type Message =
  | { type: 'state'; data: StationState }
  | { type: 'slot'; data: { at: string; slot: SlotState } }
  | { type: 'unit'; data: { unit: UnitRecord } }
  | { type: 'summary'; data: { summary: Summary } }
  | { type: 'order'; data: { order: OrderProgress } }
  | { type: 'line'; data: { line?: unknown } }
  | { type: 'alive'; data: { at: string } }
  | { type: 'units'; data: { units: readonly UnitRecord[] } }
  | { type: 'lost' }
  | { type: 'refused' }
