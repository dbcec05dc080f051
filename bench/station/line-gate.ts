import type { Timers } from '../timers.ts'
import { type Sentence, sentence } from './sentences.ts'

/** Whether a line may run units before a first article has passed: the order decides, or who starts the station. */
export type FirstArticle = 'auto' | 'require' | 'skip'

/** Whether the line may run, and why. */
export interface LineState {
  open: boolean
  state: 'closed' | 'open' | 'opened-by-supervisor' | 'simulated'
  sentence: Sentence
  /** ISO 8601: since when it is so. */
  at: string
  /** The golden unit of the last article. */
  imei?: string
  /** Who opened it without an article, as they wrote their name. */
  by?: string
}

export interface LineGate {
  state(): LineState
  isGolden(imei: string): boolean
  goldenUnits(): readonly string[]
  /** What the order says: which units are golden; none means that it asks for no article. */
  learn(goldenUnits: readonly string[]): void
  /** Why the order could not be asked. */
  cannotAsk(why: Sentence): void
  passed(imei: string, how: { simulated: boolean }): void
  /** A failed article closes an open line, unless it says nothing about the line because the cloud was away. */
  failed(imei: string, why: Sentence, how: { outage: boolean }): void
  openedBy(reason: string, by: string | undefined): void
  /** The shift is over: nothing is due any more. */
  end(): void
}

export interface LineGateOptions {
  firstArticle: FirstArticle
  /** After how long the line closes again until another article passes; never unless given. */
  everyMs?: number | undefined
  timers: Timers
  now: () => Date
  onChange: (state: LineState) => void
}

/** Keeps a line closed until a first article has passed in this shift, which begins with the start of the station. */
export const lineGate = ({ firstArticle, everyMs, timers, now, onChange }: LineGateOptions): LineGate => {
  let golden: readonly string[] | undefined
  let stopDue = (): void => {}
  const stateOf = (
    state: LineState['state'],
    why: Sentence,
    more: Partial<Pick<LineState, 'imei' | 'by'>> = {},
  ): LineState => ({ open: state !== 'closed', state, sentence: why, at: now().toISOString(), ...more })
  let current =
    firstArticle === 'skip'
      ? stateOf('open', sentence('line-skipped', {}))
      : stateOf('closed', sentence('line-asking', {}))

  const change = (next: LineState): void => {
    const isSame = next.state === current.state && JSON.stringify(next.sentence) === JSON.stringify(current.sentence)
    if (isSame) return
    current = next
    onChange(next)
  }
  const close = (why: Sentence): void => {
    stopDue()
    change(stateOf('closed', why))
  }
  const open = (next: LineState): void => {
    stopDue()
    if (everyMs !== undefined)
      stopDue = timers.after(everyMs, () =>
        close(sentence('line-article-due', { hours: everyMs / 3_600_000, units: unitsOf() })),
      )
    change(next)
  }
  const unitsOf = (): string => (golden ?? []).join(', ')

  return {
    state: () => current,
    isGolden: (imei) => golden?.includes(imei) === true,
    goldenUnits: () => golden ?? [],
    learn(goldenUnits) {
      const isFirst = golden === undefined
      golden = goldenUnits
      if (!isFirst || current.state !== 'closed') return
      if (goldenUnits.length > 0) change(stateOf('closed', sentence('line-needs-article', { units: unitsOf() })))
      else if (firstArticle === 'require') change(stateOf('closed', sentence('line-needs-golden-unit', {})))
      else change(stateOf('open', sentence('line-not-asked', {})))
    },
    cannotAsk(why) {
      if (golden === undefined && !current.open)
        change(stateOf('closed', sentence('line-cannot-ask', { why: why.says })))
    },
    passed: (imei, { simulated }) =>
      open(
        simulated
          ? stateOf('simulated', sentence('line-simulated', {}), { imei })
          : stateOf('open', sentence('line-open', { imei }), { imei }),
      ),
    failed(imei, why, { outage }) {
      if (outage && current.open) return
      close(sentence('line-article-failed', { imei, why: why.says }))
    },
    end: () => stopDue(),
    openedBy: (reason, by) =>
      open(
        stateOf(
          'opened-by-supervisor',
          sentence('line-opened', { reason, by: by ?? '' }),
          by === undefined ? {} : { by },
        ),
      ),
  }
}
