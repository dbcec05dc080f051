import type { Sentence } from '../contract.ts'

export interface LineState {
  open: boolean
  /** Open because a golden unit has passed, or because nobody asked for one; else it is said how. */
  isPlain: boolean
  /** Why, and what to do about it. */
  sentence?: Sentence | undefined
}

const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && 'code' in value && 'says' in value && 'next' in value

/** Whether the line may run, of an agent that has a gate (docs/station-api.md); undefined of one that has none. */
export const lineState = (told: unknown): LineState | undefined => {
  if (typeof told !== 'object' || told === null || !('open' in told) || typeof told.open !== 'boolean') return undefined
  return {
    open: told.open,
    isPlain: 'state' in told && told.state === 'open',
    sentence: 'sentence' in told && isSentence(told.sentence) ? told.sentence : undefined,
  }
}
