/** One page of a list by the position that the last answer gave; `next` is undefined on the last page. */
export const pageOf = <T>(items: readonly T[], size: number, marker: string | undefined) => {
  const start = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64url').toString())
  const from = Number.isInteger(start) && start >= 0 ? start : 0
  const end = from + size
  const next = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined
  return { items: items.slice(from, end), next }
}
