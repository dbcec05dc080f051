import type { ClassifiedHost } from './classify-host.ts'
import type { Landing } from './landing.ts'

/**
 * Whether the certificate that a server shows without SNI carries the name (RFC 6125: a wildcard stands for one label).
 * The broker's names are `iot.<region>.amazonaws.com` and `*.iot.<region>.amazonaws.com`, read from a handshake: every account
 * of a Region shares them, which is why a wrong host name passes TLS.
 */
export function isOnServerCertificate(host: ClassifiedHost, { server, iot, name }: Landing): boolean {
  if (host.kind !== host.identity && host.kind !== 'trailing-dot') return false
  if (server === 'stranger' || server === 'nowhere') return false
  // Hosts outside the broker have certificates of their own, and are reached by their own names only.
  if (server === 'https-only' || server === 'fips') return host.clean === name
  if (!iot) return false
  const base = `iot.${iot.region}.${iot.suffix}`
  if (host.clean === base) return true
  if (!host.clean.endsWith(`.${base}`)) return false
  const label = host.clean.slice(0, -base.length - 1)
  // China puts a dot before `ats`, so its certificate needs a wildcard below it: inferred, nobody has read one for us.
  const one = iot.partition === 'aws-cn' ? label.replace(/\.ats$/, '') : label
  return !one.includes('.')
}
