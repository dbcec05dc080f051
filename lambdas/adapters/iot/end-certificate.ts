import type { IoTClient } from '@aws-sdk/client-iot'
import { setStatus } from './certificate-status.ts'
import { type Attachments, deleteCertificate } from './delete-certificate.ts'

/**
 * Takes the certificate of a first article out of the world: INACTIVE, then REVOKED, so that it can never be switched on
 * again, then detached and deleted. Safe to repeat.
 */
export const endCertificate = async (
  { iot, sleep }: { iot: IoTClient; sleep: (milliseconds: number) => Promise<void> },
  certificateArn: string,
  attachments: Attachments,
): Promise<void> => {
  const certificateId = certificateArn.slice(certificateArn.lastIndexOf('/') + 1)
  if ((await setStatus(iot, certificateId, 'INACTIVE')) === 'gone') return
  await setStatus(iot, certificateId, 'REVOKED')
  await deleteCertificate(iot, certificateArn, attachments, sleep)
}
