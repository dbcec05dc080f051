import type { IotContext } from '../context.ts'
import type { AuthenticationReason } from '../logs/authentication-details.ts'
import { ownerOf, whyUnserved } from '../registry/endpoints.ts'
import type { CertificateRow } from '../tables.ts'
import { type CertificateFacts, certificateIdOf, readCertificate } from '../x509/read-certificate.ts'
import type { Peer } from './peer.ts'

export type Authentication =
  | { ok: true; row: CertificateRow; facts: CertificateFacts }
  | {
      ok: false
      /** For the log; who reads it is another question. */
      reason: AuthenticationReason
      /** Whether the SNI host is this account's, so that its log gets the record (reference 7.3). */
      isLogged: boolean
      certificateId?: string
    }

/**
 * Whether a peer is one of this account's devices, by host name and certificate (reference 4.2, 4.3).
 * The same answer serves both layers at which a refusal may show.
 */
export const authenticate = (iot: IotContext, peer: Peer): Authentication => {
  const { serverName, certificate } = peer
  const named = serverName === undefined ? undefined : ownerOf(iot, serverName)
  // The FIPS endpoint names no account: what it is shown is judged as if it had been shown no name.
  const host = named?.owner === 'every-account' ? undefined : named
  const isLogged = host?.owner === 'ours'
  const certificateId = certificate === undefined ? undefined : certificateIdOf(certificate)
  const refuse = (reason: AuthenticationReason): Authentication => ({ ok: false, reason, isLogged, certificateId })
  if (host?.owner === 'nobody') return refuse('SNI_MISUSED')
  const unserved = host?.owner === 'ours' && host.domain !== undefined ? whyUnserved(host.domain) : undefined
  if (unserved !== undefined) return refuse(unserved)
  if (certificate === undefined || certificateId === undefined) return refuse('NOT_AUTHENTICATED')
  const row = iot.tables.certificates.get(certificateId)
  if (row === undefined) return refuse('DEVICE_CERTIFICATE_NOT_REGISTERED')
  if (host?.owner === 'another-account' && !isRoutedByCertificate(iot, row)) return refuse('SNI_MISUSED')
  if (host === undefined && !needsNoName(iot, row, serverName)) return refuse('SNI_MISUSED')
  if (row.status === 'REVOKED') return refuse('DEVICE_CERTIFICATE_REVOKED')
  if (row.status !== 'ACTIVE') return refuse('DEVICE_CERTIFICATE_INACTIVE')
  if (iot.clock() < row.notBefore || iot.clock() > row.notAfter) return refuse(iot.switches.expiredCertificateReason)
  return { ok: true, row, facts: readCertificate(certificate) }
}

const needsNoName = ({ switches }: IotContext, row: CertificateRow, serverName: string | undefined): boolean =>
  row.certificateMode === 'DEFAULT' &&
  (serverName !== undefined || switches.absentSniWithDefaultCertificate === 'routed-by-certificate')

const isRoutedByCertificate = ({ switches }: IotContext, row: CertificateRow): boolean =>
  switches.foreignSniWithDefaultCertificate === 'routed-by-certificate' && row.certificateMode === 'DEFAULT'
