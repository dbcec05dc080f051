import type { Sentence } from '../contract.ts'

export interface LineState {
  open: boolean
  /** Why, and what to do about it. */
  sentence?: Sentence | undefined
}

const isSentence = (value: unknown): value is Sentence =>
  typeof value === 'object' && value !== null && 'code' in value && 'says' in value && 'next' in value

/** Whether the line may run, of an agent that has a gate: `{open}` or `{state: 'open' | 'closed'}`, with a sentence. */
export const lineState = (told: unknown): LineState | undefined => {
  if (typeof told !== 'object' || told === null) return undefined
  const sentence = 'sentence' in told && isSentence(told.sentence) ? told.sentence : undefined
  if ('open' in told && typeof told.open === 'boolean') return { open: told.open, sentence }
  if ('state' in told && typeof told.state === 'string') return { open: told.state === 'open', sentence }
  return undefined
}
