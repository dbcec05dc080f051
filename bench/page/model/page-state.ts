import type { Message, OrderProgress, SlotState, Summary, UnitRecord } from '../contract.ts'

/** `live` only while the agent is heard: whatever else it is, no colour may be shown. */
export type Link = 'connecting' | 'live' | 'lost' | 'refused'

export interface PageState {
  link: Link
  orderId: string
  slots: readonly SlotState[]
  summary: Summary
  order?: OrderProgress | undefined
  line?: unknown
  /** How units were proven, by IMEI. */
  proofs: Readonly<Record<string, string | undefined>>
  /** Milliseconds that the agent's clock is ahead of the page's. */
  clockAhead: number
}

export const initialState: PageState = {
  link: 'connecting',
  orderId: '',
  slots: [],
  summary: { units: 0, confirmed: 0, waiting: 0, failures: [] },
  proofs: {},
  clockAhead: 0,
}

const proofsOf = (units: readonly UnitRecord[]): PageState['proofs'] =>
  Object.fromEntries(units.flatMap(({ imei, proof }) => (imei === undefined ? [] : [[imei, proof]])))

const withSlot = (slots: PageState['slots'], changed: SlotState): PageState['slots'] =>
  [...slots.filter(({ slot }) => slot !== changed.slot), changed].sort((a, b) => a.slot - b.slot)

/** What the page knows after a message. `now` is the page's own clock, in milliseconds. */
export const afterMessage = (state: PageState, message: Message, now: number): PageState => {
  switch (message.type) {
    case 'state': {
      const { orderId, slots, summary, order, line } = message.data
      return {
        ...state,
        link: 'live',
        orderId,
        slots: [...slots].sort((a, b) => a.slot - b.slot),
        summary,
        order,
        line,
      }
    }
    case 'slot':
      return { ...state, slots: withSlot(state.slots, message.data.slot) }
    case 'unit':
      return { ...state, proofs: { ...state.proofs, ...proofsOf([message.data.unit]) } }
    case 'units':
      return { ...state, proofs: { ...proofsOf(message.data.units), ...state.proofs } }
    case 'summary':
      return { ...state, summary: message.data.summary }
    case 'order':
      return { ...state, order: message.data.order }
    case 'line':
      return { ...state, line: message.data.line }
    case 'alive':
      return { ...state, clockAhead: Date.parse(message.data.at) - now }
    case 'lost':
    case 'refused':
      return { ...state, link: message.type }
  }
}
