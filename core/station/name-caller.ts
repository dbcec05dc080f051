import { type Refusal, refuse } from '../refusals/refusal.ts'
import type { StationCertificate } from './station-record.ts'

const sessionOf = (principal: string) => principal.slice(0, principal.lastIndexOf('/'))

/**
 * The name under which a session of the stations' role works, given the row of its certificate: the station's name. What
 * the registry does not know, or trusts no more, is refused; sessions outlive a revocation by up to their whole length.
 */
export const nameCaller = (principal: string, certificate: StationCertificate | undefined): string | Refusal => {
  // Another account may have a role of the same name and a certificate of the same serial.
  if (certificate === undefined || sessionOf(certificate.principal) !== sessionOf(principal))
    return refuse('station-not-enrolled', { principal })
  const { name, serial, revokedAt } = certificate
  return revokedAt === undefined ? name : refuse('station-revoked', { name, serial, revokedAt })
}
