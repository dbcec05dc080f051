/** What is so, and the one thing to do; `{name}` stands for a parameter of the code. */
export type Phrase = readonly [says: string, next: string]

/** Everything that the page says, in one language: one file. Other codes are said in the agent's own English. */
export interface Language {
  /** BCP 47 */
  tag: string
  /** As its speakers call it. */
  name: string
  kinds: Readonly<Record<TileKind, string>>
  steps: Readonly<Record<string, string>>
  words: Readonly<Record<Word, string>>
  phrases: Readonly<Record<string, Phrase>>
  /** Parameters that are words themselves, such as the state of a device. */
  values: Readonly<Record<string, string>>
}

/** What a tile can be: each has a colour, a shape, a pattern and a word of its own. */
export type TileKind = 'free' | 'scan' | 'working' | 'done' | 'later' | 'look' | 'stop' | 'unknown'

export type Word =
  | 'slot'
  | 'order'
  | 'confirmed'
  | 'ofOrder'
  | 'waiting'
  | 'yield'
  | 'perUnit'
  | 'failures'
  | 'noFailures'
  | 'start'
  | 'again'
  | 'printLabel'
  | 'presenceOnly'
  | 'lineOpen'
  | 'lineClosed'
  | 'openLine'
  | 'openReason'
  | 'openBy'
  | 'cancel'
  | 'connecting'
  | 'lost'
  | 'lostNext'
  | 'refused'
  | 'refusedNext'
  | 'unknownNext'
  | 'scanner'
  | 'ready'
  | 'slotChosen'
  | 'chooseSlot'
  | 'imeiHeld'
  | 'unclear'
  | 'sent'
  | 'printed'
  | 'language'
