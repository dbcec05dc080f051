import type { Answered } from '../client/ask-station.ts'
import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'
import type { Desk } from '../model/desk.ts'

export type Reply = { hint: Desk['hint'] } | { no: Extract<Answered, { ok: false }> }

interface Props {
  language: Language
  typed: string
  /** The answer to the last call, until the next key. */
  reply: Reply | undefined
  hint: Desk['hint']
}

/** What the scanner typed, and what became of it. */
export const ScanBar = ({ language, typed, reply, hint }: Props) => {
  const no = reply && 'no' in reply ? reply.no : undefined
  const said = no && say(language, { code: no.code, says: no.detail, next: no.next })
  const { word: name, params } = reply && 'hint' in reply ? reply.hint : hint
  return (
    <section
      class={`scan-bar ${no ? 'no' : ''} ${name === 'ready' ? '' : 'asks'}`}
      aria-label={word(language, 'scanner')}
    >
      <p class="typed">{typed}</p>
      <p class="answer" role="status">
        {said ? `${said.says} ${said.next}` : word(language, name, params)}
      </p>
    </section>
  )
}
