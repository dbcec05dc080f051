/** What was typed since the last Enter, with the moment of each key in milliseconds. */
export interface Keys {
  text: string
  at: readonly number[]
}

export const noKeys: Keys = { text: '', at: [] }

/** What Enter ended: `text`, and before a pause `lead`. `isScan`: no hand can have typed `text`. */
export interface Entered {
  lead: string
  text: string
  isScan: boolean
}

/** No hand types three keys and Enter with less than this between them; scanners need 1 to 30 ms a key. */
const scannerGapMs = 50
const shortestScan = 3
/** Nor does a scanner wait this long within a scan. */
const pauseMs = 150

const split = ({ text, at }: Keys, enterAt: number): Entered => {
  const gaps = [...at, enterAt].map((time, i, all) => time - (all[i - 1] ?? Number.NEGATIVE_INFINITY))
  const start = gaps.findLastIndex((gap) => gap >= pauseMs)
  if (text.length - start < shortestScan) return { lead: '', text, isScan: false }
  const isScan = gaps.slice(start + 1).every((gap) => gap < scannerGapMs)
  return { lead: text.slice(0, start), text: text.slice(start), isScan }
}

/** Takes one key: a character, `Backspace`, `Escape` or `Enter`. */
export const pressKey = (keys: Keys, key: string, at: number): { keys: Keys; entered?: Entered } => {
  if (key === 'Escape') return { keys: noKeys }
  if (key === 'Backspace') return { keys: { text: keys.text.slice(0, -1), at: keys.at.slice(0, -1) } }
  if (key !== 'Enter') return { keys: { text: keys.text + key, at: [...keys.at, at] } }
  return { keys: noKeys, entered: split(keys, at) }
}
