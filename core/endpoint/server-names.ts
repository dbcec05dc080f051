import { isServed, type KnownEndpoints } from './known-endpoints.ts'
import type { Landing } from './landing.ts'

/**
 * Whether the server's certificate carries the name (RFC 6125: a wildcard stands for one label).
 * The broker's names are `iot.<region>.amazonaws.com` and `*.iot.<region>.amazonaws.com` (nrf91-modem 4.4): every account of a
 * Region shares them, which is why a wrong host name passes TLS.
 */
export function isOnServerCertificate(
  name: string,
  landing: Landing,
  sni: string | null,
  known: KnownEndpoints,
): boolean {
  if (landing.server === 'stranger' || landing.server === 'nowhere') return false
  // Hosts outside the broker have certificates of their own, and are reached by their own names only.
  if (landing.server === 'https-only' || landing.server === 'fips') return name === landing.name
  // A domain configuration is chosen by SNI; its certificate is served instead of the Region's.
  const domain = sni === null ? undefined : known.domains.get(sni)
  if (domain && isServed(domain)) return name === sni
  if (!landing.iot) return sni !== null && name === known.expected
  const base = `iot.${landing.iot.region}.${landing.iot.suffix}`
  if (name === base) return true
  if (!name.endsWith(`.${base}`)) return false
  const label = name.slice(0, -base.length - 1)
  // China puts a dot before `ats`, so its certificate needs a wildcard below it: inferred, nobody has read one for us.
  const one = landing.iot.partition === 'aws-cn' ? label.replace(/\.ats$/, '') : label
  return !one.includes('.')
}
