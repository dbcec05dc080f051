import { useEffect, useRef, useState } from 'preact/hooks'
import type { SlotState } from '../contract.ts'
import type { Language } from '../languages/language.ts'
import { say, word } from '../languages/say.ts'
import type { Tile } from '../model/tile.ts'

interface Props {
  language: Language
  tiles: readonly { state: SlotState; tile: Tile }[]
}

const most = 6

/** Tells a screen reader each tile on which somebody must act now; work in progress is not worth an interruption. */
export const Announcer = ({ language, tiles }: Props) => {
  const [lines, setLines] = useState<readonly { id: number; text: string }[]>([])
  const known = useRef(new Map<number, string>())
  const count = useRef(0)
  useEffect(() => {
    const news = tiles.flatMap(({ state, tile: { slot, kind } }) => {
      const now = `${kind} ${state.sentence.code}`
      if (known.current.get(slot) === now) return []
      const isFirst = !known.current.has(slot)
      known.current.set(slot, now)
      if (isFirst || ['free', 'working', 'unknown'].includes(kind)) return []
      const { says, next } = say(language, state.sentence)
      return [
        { id: ++count.current, text: `${word(language, 'slot')} ${slot}: ${language.kinds[kind]}. ${says} ${next}` },
      ]
    })
    if (news.length > 0) setLines((before) => [...before, ...news].slice(-most))
  }, [language, tiles])
  return (
    <div class="announcer" role="log" aria-live="polite">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  )
}
