/**
 * The certificate name that covers a host, or null: equal, or a wildcard for exactly its first label (RFC 6125 section 6.4.3).
 * How the modem itself matches is not documented; this is what every TLS library does.
 */
export const matchingName = (names: readonly string[], host: string): string | null => {
  const wanted = host.toLowerCase().replace(/\.$/, '')
  const dot = wanted.indexOf('.')
  const parent = dot > 0 ? `*${wanted.slice(dot)}` : null
  return (
    names.find((name) => name.toLowerCase() === wanted) ?? names.find((name) => name.toLowerCase() === parent) ?? null
  )
}
