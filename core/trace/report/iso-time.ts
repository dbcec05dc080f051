const lastDay = 8.64e15

/** Microseconds since 1970 as ISO 8601 with microseconds; a time no calendar has (damaged captures) as the epoch. */
export const isoTime = (microseconds: number): string => {
  const ms = Math.floor(microseconds / 1000)
  if (!Number.isFinite(ms) || Math.abs(ms) > lastDay) return new Date(0).toISOString()
  const micros = Math.floor(microseconds - ms * 1000)
  return new Date(ms).toISOString().replace('Z', `${String(micros).padStart(3, '0')}Z`)
}
