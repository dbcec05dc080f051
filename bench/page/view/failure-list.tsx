import type { Summary } from '../contract.ts'
import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'

/** Why units ended red in this shift, the most frequent first, with what to do about it. */
export const FailureList = ({ language, failures }: { language: Language; failures: Summary['failures'] }) => (
  <section class="failures" aria-label={word(language, 'failures')}>
    {failures.length === 0 ? (
      <p class="none">{word(language, 'noFailures')}</p>
    ) : (
      <ol>
        {failures.map(({ code, params = {}, count, says, fix }) => {
          const said = say(language, { code, params, says, next: fix })
          return (
            <li key={code}>
              <b>{count} ×</b>
              <span>
                {said.says} <strong>{said.next}</strong>
              </span>
            </li>
          )
        })}
      </ol>
    )}
  </section>
)
