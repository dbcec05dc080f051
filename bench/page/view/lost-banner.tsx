import type { Language, Word } from '../languages/language.ts'
import { word } from '../languages/say.ts'
import type { Link } from '../model/page-state.ts'

const sayings: Record<Exclude<Link, 'live'>, readonly Word[]> = {
  connecting: ['connecting'],
  lost: ['lost', 'lostNext'],
  refused: ['refused', 'refusedNext'],
}

/** Across the whole page while the agent is not heard. */
export const LostBanner = ({ language, link }: { language: Language; link: Exclude<Link, 'live'> }) => {
  const [says, next] = sayings[link]
  return (
    <div class={`banner ${link}`} role="alert">
      {says && <b>{word(language, says)}</b>}
      {next && <span>{word(language, next)}</span>}
    </div>
  )
}
