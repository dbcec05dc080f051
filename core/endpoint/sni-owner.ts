import type { ClassifiedHost } from './classify-host.ts'
import type { KnownEndpoints } from './known-endpoints.ts'

/** Whose a server name is for the broker that it is shown to; `other-service` is the account's own, and serves no MQTT. */
export type SniOwner = 'account' | 'other-service' | 'another-account' | 'every-account' | 'nobody'

/** Tells whose a host name is when it is shown as SNI, as the broker of the account's Region sees it. */
export function sniOwner({ kind, identity, clean, iot }: ClassifiedHost, known: KnownEndpoints): SniOwner {
  // Text with dirt in it is sent as it is, and is nobody's.
  if (kind !== identity) return 'nobody'
  const { expected, account, domains, names, iot: own } = known
  if (clean === expected || domains.has(clean) || clean === account.legacy?.toLowerCase()) return 'account'
  if (names.has(clean)) return 'other-service'
  if (!iot || iot.region !== own?.region || iot.suffix !== own.suffix) return 'nobody'
  if (iot.service === 'fips') return 'every-account'
  return iot.service === 'data' && iot.prefix !== own.prefix ? 'another-account' : 'nobody'
}
