import type { SlotState } from '../contract.ts'
import type { TileKind } from '../languages/language.ts'
import type { Link } from './page-state.ts'

/** What the one button of a tile does. */
export type TileAction = 'start' | 'again' | 'print-label'

export interface Tile {
  slot: number
  kind: TileKind
  /** Proven by presence alone: the mark is hollow. */
  isHollow: boolean
  action: TileAction | undefined
  /** How far the unit is, 0 to 1. */
  progress: number
  /** Seconds at this step, or in this colour. */
  seconds: number
}

/** In the order in which a unit meets them. */
export const steps = [
  'probe',
  'admission',
  'look',
  'prepare',
  'key',
  'mint',
  'write',
  'read-back',
  'confirm',
  'attach',
  'label',
]

const waits = ['may-leave', 'bring-back']
const labels = ['label-failed', 'label-unknown', 'label-not-printed']

const kindOf = ({ colour, sentence }: SlotState): TileKind => {
  if (colour === 'idle') return sentence.code === 'scan-serial' ? 'scan' : 'free'
  if (colour === 'amber') return waits.includes(sentence.code) ? 'later' : 'look'
  return ({ working: 'working', green: 'done', red: 'stop' } as const)[colour] ?? 'unknown'
}

const actionOf = (kind: TileKind, code: string): TileAction | undefined => {
  if (kind === 'free') return 'start'
  if (kind === 'stop') return 'again'
  if (kind === 'look') return labels.includes(code) ? 'print-label' : 'again'
  return undefined
}

/** What a slot's tile shows. A page that does not hear its agent knows nothing, least of all that something is green. */
export const tileOf = (
  slot: SlotState,
  { link, proof, now }: { link: Link; proof: string | undefined; now: number },
): Tile => {
  const kind = link === 'live' ? kindOf(slot) : 'unknown'
  const since = Date.parse((kind === 'working' ? slot.stepSince : undefined) ?? slot.since)
  return {
    slot: slot.slot,
    kind,
    isHollow: kind === 'done' && proof === 'presence',
    action: actionOf(kind, slot.sentence.code),
    progress: kind === 'working' ? (steps.indexOf(slot.step ?? '') + 1) / steps.length : 0,
    seconds: Number.isNaN(since) ? 0 : Math.max(0, Math.floor((now - since) / 1000)),
  }
}

/** `7 s`, `2:05`, `1 h 04`. */
export const duration = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  const two = (value: number) => String(value).padStart(2, '0')
  return minutes < 60 ? `${minutes}:${two(seconds % 60)}` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`
}
