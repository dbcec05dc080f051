import type { Summary } from '../contract.ts'
import { languages } from '../languages/choose-language.ts'
import type { Language } from '../languages/language.ts'
import { word } from '../languages/say.ts'
import { lineState } from '../model/line-state.ts'
import type { PageState } from '../model/page-state.ts'

interface Props {
  language: Language
  state: PageState
  onLanguage: (language: Language) => void
}

const numbersOf = (language: Language, summary: Summary): [name: string, value: string][] => {
  const number = (value: number, digits: number) =>
    value.toLocaleString(language.tag, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return [
    ...(summary.yield === undefined
      ? []
      : [[word(language, 'yield'), `${number(100 * summary.yield, 1)} %`] as [string, string]]),
    ...(summary.taktSeconds === undefined
      ? []
      : [[word(language, 'perUnit'), number(summary.taktSeconds, 1)] as [string, string]]),
  ]
}

/** How far the order is, and how well the shift goes. */
export const OrderHeader = ({ language, state, onLanguage }: Props) => {
  const { order, summary } = state
  return (
    <header>
      <div class="order">
        <h1>
          {word(language, 'order')} <b>{state.orderId}</b>
        </h1>
        {order && (
          <svg class="progress" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class="all" width="100" height="1" />
            <rect class="so-far" width={Math.min(100, (100 * order.spent) / Math.max(1, order.quantity))} height="1" />
          </svg>
        )}
      </div>
      {order && (
        <p class="figure">
          <b>{`${order.spent} / ${order.quantity}`}</b>
          <span>{word(language, 'ofOrder')}</span>
        </p>
      )}
      <p class="figure">
        <b>{summary.confirmed}</b>
        <span>{word(language, 'confirmed')}</span>
      </p>
      {numbersOf(language, summary).map(([name, value]) => (
        <p class="figure" key={name}>
          <b>{value}</b>
          <span>{name}</span>
        </p>
      ))}
      {summary.waiting > 0 && (
        <p class="figure amber">
          <b>{summary.waiting}</b>
          <span>{word(language, 'waiting')}</span>
        </p>
      )}
      {lineState(state.line)?.isPlain && <p class="figure open">{word(language, 'lineOpen')}</p>}
      <fieldset class="languages" aria-label={word(language, 'language')}>
        {languages.map((each) => (
          <button
            type="button"
            key={each.tag}
            lang={each.tag}
            aria-pressed={each === language}
            onClick={() => onLanguage(each)}
          >
            {each.name}
          </button>
        ))}
      </fieldset>
    </header>
  )
}
