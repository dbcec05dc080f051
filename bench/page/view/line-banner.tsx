import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'
import { lineState } from '../model/line-state.ts'

/** Across the page while the line is closed, and while it is open for another reason than that a golden unit has passed. */
export const LineBanner = ({ language, told }: { language: Language; told: unknown }) => {
  const line = lineState(told)
  if (!line || line.isPlain) return null
  const said = line.sentence && say(language, line.sentence)
  return (
    <div class={`banner ${line.open ? 'watch' : 'closed'}`} role={line.open ? 'note' : 'alert'}>
      <b>{word(language, line.open ? 'lineOpen' : 'lineClosed')}</b>
      {said && <span>{`${said.says} ${said.next}`}</span>}
    </div>
  )
}
