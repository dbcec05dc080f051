export type AtFinalResult = { kind: 'ok' } | { kind: 'error' } | { kind: 'cme' | 'cms'; code: number }

/**
 * The final result that a whole line is, or undefined. Only whole lines count: `OK` can occur inside a base64 CSR,
 * and a prefix match would take half of an answer for all of it.
 */
export function atFinalResult(line: string): AtFinalResult | undefined {
  const text = line.trim()
  if (text === 'OK') return { kind: 'ok' }
  if (text === 'ERROR') return { kind: 'error' }
  const [, which, code] = /^\+(CME|CMS) ERROR: (\d{1,5})$/.exec(text) ?? []
  if (code === undefined) return undefined
  return { kind: which === 'CME' ? 'cme' : 'cms', code: Number(code) }
}
