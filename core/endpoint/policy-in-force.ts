import type { Facts } from './facts.ts'

/** The security policy that this connection meets: without SNI AWS cannot choose any but its default (transport-security). */
export function policyInForce({ sni, domain, known }: Facts): string | undefined {
  if (sni === null) return undefined
  if (domain) return domain.securityPolicy
  return sni === known.expected ? known.account.securityPolicy : undefined
}
