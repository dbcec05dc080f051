import type { SlotState } from '../contract.ts'
import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'
import { duration, steps, type Tile } from '../model/tile.ts'
import { Mark } from './mark.tsx'

interface Props {
  language: Language
  state: SlotState
  tile: Tile
  isChosen: boolean
  onAct: () => void
}

const texts = (language: Language, state: SlotState, { kind }: Tile): { says: string; next: string } => {
  if (kind === 'unknown') return { says: '', next: word(language, 'unknownNext') }
  const said = say(language, state.sentence)
  return kind === 'working' && state.step ? { ...said, says: language.steps[state.step] ?? state.step } : said
}

const buttonWord = { start: 'start', again: 'again', 'print-label': 'printLabel' } as const

/** One slot, readable from two metres: number, shape and word, what to do, why, and which unit. */
export const SlotTile = ({ language, state, tile, isChosen, onAct }: Props) => {
  const { slot, kind, action, isHollow } = tile
  const { says, next } = texts(language, state, tile)
  const name = language.kinds[kind]
  const proof = isHollow ? ` (${word(language, 'presenceOnly')})` : ''
  const unit = [state.serial, state.imei].filter((part) => part !== undefined)
  return (
    <section
      class={`tile ${kind} ${isChosen ? 'chosen' : ''}`}
      data-slot={slot}
      data-kind={kind}
      aria-label={`${word(language, 'slot')} ${slot}: ${name}${proof}. ${next} ${says} ${unit.join(', ')}`.trim()}
    >
      <div class="inner">
        <div class="head">
          <span class="number">{slot}</span>
          <Mark kind={kind} isHollow={isHollow} />
          <span class="word">{name}</span>
          {kind !== 'free' && kind !== 'unknown' && <span class="time">{duration(tile.seconds)}</span>}
        </div>
        <p class="next">{next}</p>
        <p class="says">{`${says}${proof}`}</p>
        <div class="foot">
          <span class="unit">
            {unit.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </span>
          {action !== undefined && (
            <button
              type="button"
              onClick={onAct}
              aria-label={`${word(language, buttonWord[action])}, ${word(language, 'slot')} ${slot}`}
            >
              {word(language, buttonWord[action])}
            </button>
          )}
        </div>
        {kind === 'working' && (
          <svg class="progress" viewBox={`0 0 ${steps.length} 1`} preserveAspectRatio="none" aria-hidden="true">
            <rect class="all" width={steps.length} height="1" />
            <rect class="so-far" width={tile.progress * steps.length} height="1" />
          </svg>
        )}
      </div>
    </section>
  )
}
