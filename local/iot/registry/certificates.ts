import type { IotContext } from '../context.ts'
import { iotError } from '../errors.ts'
import type { CertificateRow, CertificateStatus } from '../tables.ts'
import { uuid } from '../uuid.ts'
import type { IssuedCertificate } from '../x509/issue-device-certificate.ts'

export interface NewCertificate extends IssuedCertificate {
  status: CertificateStatus
  certificateMode: CertificateRow['certificateMode']
  caCertificateId?: string
}

/** Writes a certificate and its place in the list by age, both or neither. */
export const storeCertificate = ({ tables, clock, random }: IotContext, certificate: NewCertificate): CertificateRow =>
  tables.atomically(() => {
    const count = Number(tables.settings.get('certificate-count') ?? 0) + 1
    const place = String(count).padStart(12, '0')
    const now = clock()
    const row: CertificateRow = {
      ...certificate,
      createdAt: now,
      modifiedAt: now,
      customerVersion: 1,
      generationId: uuid(random),
      place,
    }
    tables.settings.put('certificate-count', String(count))
    tables.certificates.put(row.certificateId, row)
    tables.certificatesByAge.put(place, row.certificateId)
    return row
  })

export const findCertificate = ({ tables }: IotContext, certificateId: string): CertificateRow => {
  const row = tables.certificates.get(certificateId)
  if (row === undefined)
    throw iotError('ResourceNotFoundException', `The certificate ${certificateId} does not exist in this account`)
  return row
}

/** The certificate that a principal or a policy target names by ARN; other principals are refused, not ignored. */
export const certificateOfArn = (iot: IotContext, principal: string): CertificateRow => {
  const prefix = iot.arn.certificate('')
  if (!principal.startsWith(prefix))
    throw iotError(
      'InvalidRequestException',
      `"${principal}" is not a certificate ARN of this account and Region (${prefix}<id>); the local IoT Core attaches to certificates only`,
    )
  return findCertificate(iot, principal.slice(prefix.length))
}

export const updateStatus = (iot: IotContext, row: CertificateRow, status: CertificateStatus): void => {
  if (row.status === status) return
  iot.tables.certificates.put(row.certificateId, {
    ...row,
    status,
    modifiedAt: iot.clock(),
    customerVersion: row.customerVersion + 1,
  })
  if (status !== 'ACTIVE') dropSessions(iot, row.certificateId, iot.switches.deactivationDelayMs)
}

/** Ends the live connections of a certificate, unless it is active again when the delay is over. */
export const dropSessions = (iot: IotContext, certificateId: string, delayMs = 0): void =>
  iot.later(delayMs, () => {
    if (iot.tables.certificates.get(certificateId)?.status === 'ACTIVE') return
    for (const session of iot.sessions.ofCertificate(certificateId)) void session.close('SERVER_INITIATED_DISCONNECT')
  })
