/** A page's end as an opaque text; it holds keys of rows only, and a forged one reads nothing that the caller may not read. */
export const toCursor = (key: Record<string, unknown> | undefined): string | undefined =>
  key === undefined ? undefined : Buffer.from(JSON.stringify(key)).toString('base64url')

/** Undefined for a text that is no cursor. */
export const fromCursor = (text: string): Record<string, unknown> | undefined => {
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof key === 'object' && key !== null ? (key as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
