/** A span of microseconds in words: `41 ms`, `2.5 s`, `4 min`. Captures from several clocks can go backwards: then 0. */
export const spanText = (from: number, to: number): string => {
  const ms = Math.max(0, (to - from) / 1000)
  if (ms < 1) return '<1 ms'
  if (ms < 1000) return `${Math.round(ms)} ms`
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}
