import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'
import { lineState } from '../model/line-state.ts'
import { OpenLine } from './open-line.tsx'

interface Props {
  language: Language
  told: unknown
  onOpen: (opening: { reason: string; by: string }) => void
}

/** Across the page while the line is closed, and while it is open for another reason than that a golden unit has passed. */
export const LineBanner = ({ language, told, onOpen }: Props) => {
  const line = lineState(told)
  if (!line || line.isPlain) return null
  const said = line.sentence && say(language, line.sentence)
  return (
    <div class={`banner ${line.open ? 'watch' : 'closed'}`} role={line.open ? 'note' : 'alert'}>
      <b>{word(language, line.open ? 'lineOpen' : 'lineClosed')}</b>
      {said && <span>{`${said.says} ${said.next}`}</span>}
      {!line.open && <OpenLine language={language} onOpen={onOpen} />}
    </div>
  )
}
