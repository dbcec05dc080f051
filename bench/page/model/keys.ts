/** What was typed since the last Enter, with the moment of each key in milliseconds. */
export interface Keys {
  text: string
  at: readonly number[]
}

export const noKeys: Keys = { text: '', at: [] }

/** What Enter ended. `lead` was pressed by hand before a scanner typed `text`. */
export interface Entered {
  lead: string
  text: string
}

/** No hand types three keys and Enter with less than this between them; scanners need 1 to 30 ms a key. */
const scannerGapMs = 50
const shortestScan = 3

/** Where the last run of fast keys begins that Enter belonged to. */
const burstStart = ({ text, at }: Keys, enterAt: number): number => {
  let start = text.length
  for (let next = enterAt; start > 0 && next - (at[start - 1] ?? 0) < scannerGapMs; start--) next = at[start - 1] ?? 0
  return text.length - start >= shortestScan ? start : 0
}

/** Takes one key: a character, `Backspace`, `Escape` or `Enter`. */
export const pressKey = (keys: Keys, key: string, at: number): { keys: Keys; entered?: Entered } => {
  if (key === 'Escape') return { keys: noKeys }
  if (key === 'Backspace') return { keys: { text: keys.text.slice(0, -1), at: keys.at.slice(0, -1) } }
  if (key !== 'Enter') return { keys: { text: keys.text + key, at: [...keys.at, at] } }
  const start = burstStart(keys, at)
  return { keys: noKeys, entered: { lead: keys.text.slice(0, start), text: keys.text.slice(start) } }
}
