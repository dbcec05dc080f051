import { type LinkResult, notChecked, sound } from '../diagnosis.ts'
import type { MintedFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { awsIot, here, rework } from '../repairs.ts'

const causes = {
  'certificate-deleted': 'AWS IoT does not have the certificate that the registry names',
  'certificate-inactive': 'the certificate is INACTIVE although the device is confirmed',
  'certificate-revoked': 'the certificate is REVOKED although the registry does not say so',
  'certificate-pending': 'the certificate waits for a transfer or an activation',
  'certificate-expired': 'the certificate is past its validity',
}
const broken = breaks(causes)

const check = ({ certificate, device, order, now }: MintedFacts): LinkResult => {
  if (!certificate.read) return notChecked(certificate.why)
  const { certificateId: id, state } = device
  const it = certificate.value
  const evidence = { certificate: id, status: it?.status ?? 'not found', 'state in the registry': state }
  const renew = rework('Give the device a new key and certificate.', order.orderId)
  if (it === undefined)
    return broken(
      'certificate-deleted',
      `AWS IoT has no certificate ${id} in this account and Region: it was deleted.`,
      renew,
      evidence,
    )
  if (it.status === 'INACTIVE')
    return broken(
      'certificate-inactive',
      `The device is ${state}, and its certificate ${id} is INACTIVE: AWS closes the connection at CONNECT.`,
      here('Activate it.', awsIot('update-certificate', { 'certificate-id': id, 'new-status': 'ACTIVE' })),
      evidence,
    )
  if (it.status === 'REVOKED')
    return broken(
      'certificate-revoked',
      `The device is ${state}, and its certificate ${id} is REVOKED: somebody did that past Mintmark, and it is for good.`,
      renew,
      evidence,
    )
  if (it.status !== 'ACTIVE')
    return broken(
      'certificate-pending',
      `Certificate ${id} is ${it.status}: it belongs to nobody until its transfer ends.`,
      here('Take the transfer back.', awsIot('cancel-certificate-transfer', { 'certificate-id': id })),
      evidence,
    )
  if (it.notAfter !== undefined && Date.parse(it.notAfter) <= now)
    return broken('certificate-expired', `Certificate ${id} expired on ${it.notAfter}.`, renew, {
      ...evidence,
      'valid until': it.notAfter,
    })
  return sound(`${id} is ACTIVE, mode ${it.certificateMode}`)
}

/** The certificate that the registry names: there, active, in its time. */
export const certificateLink: Link = { name: 'certificate', causes, check }
