import { EventEmitter } from 'node:events'
import type { Station } from '../../../../bench/station/create-station.ts'
import type { LineState } from '../../../../bench/station/line-gate.ts'
import type { OrderProgress } from '../../../../bench/station/order-progress.ts'
import type { ShiftSummary } from '../../../../bench/station/shift-summary.ts'
import type { StartRequest } from '../../../../bench/station/station-dependencies.ts'
import type { SlotState, StationEvent } from '../../../../bench/station/station-event.ts'
import type { UnitRecord } from '../../../../bench/station/unit-record.ts'

export interface ScriptedStation extends Station {
  /** What the page asked for. */
  asked: ({ slot: number } & StartRequest)[]
  /** How somebody opened the line. */
  openings: { reason: string; by?: string | undefined }[]
  show(state: Omit<SlotState, 'port' | 'params'>): void
  sum(summary: Partial<ShiftSummary>): void
}

/** A station whose tiles a test sets by hand, for what real units take too long to come to. */
export const scriptedStation = (
  tiles: readonly Omit<SlotState, 'port' | 'params'>[],
  extra: { units?: UnitRecord[]; summary?: Partial<ShiftSummary>; order?: OrderProgress; line?: LineState } = {},
): ScriptedStation => {
  const bus = new EventEmitter()
  const slots = new Map<number, SlotState>()
  const units = extra.units ?? []
  let summary: ShiftSummary = {
    units: 0,
    confirmed: 0,
    waiting: 0,
    yield: undefined,
    firstPassYield: undefined,
    taktSeconds: undefined,
    failures: [],
    ...extra.summary,
  }
  let seq = 0
  const tell = (event: object) => bus.emit('event', { seq: ++seq, at: new Date().toISOString(), ...event })
  const full = (tile: Omit<SlotState, 'port' | 'params'>): SlotState => ({ port: `p${tile.slot}`, params: {}, ...tile })
  for (const tile of tiles) slots.set(tile.slot, full(tile))
  const asked: ScriptedStation['asked'] = []
  const openings: ScriptedStation['openings'] = []
  return {
    orderId: 'ord-2026-0147',
    asked,
    openings,
    run: async () => summary,
    start(slot, request = {}) {
      const state = slots.get(slot)
      if (!state) return 'unknown-slot'
      if (state.colour === 'working') return 'busy'
      asked.push({ slot, ...request })
      return 'started'
    },
    reprint: async (imei) => units.find((unit) => unit.imei === imei),
    slots: () => [...slots.values()],
    units: () => units,
    summary: () => summary,
    order: () => extra.order,
    line: () => extra.line,
    openLine: async (opening) => void openings.push(opening),
    simulateArticle: async () => {},
    subscribe(listener: (event: StationEvent) => void) {
      bus.on('event', listener)
      return () => void bus.off('event', listener)
    },
    show(state) {
      slots.set(state.slot, full(state))
      tell({ type: 'slot', slot: full(state) })
    },
    sum(changes) {
      summary = { ...summary, ...changes }
      tell({ type: 'summary', summary })
    },
  }
}
