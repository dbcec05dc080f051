import {
  CertificateStateException,
  CertificateStatus,
  DescribeCertificateCommand,
  type IoTClient,
  ResourceNotFoundException,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'

/** Sets the status of a certificate; `gone` when it was deleted meanwhile, `revoked` when it is that for good. */
export const setStatus = async (
  iot: IoTClient,
  certificateId: string,
  newStatus: 'ACTIVE' | 'INACTIVE' | 'REVOKED',
): Promise<'set' | 'gone' | 'revoked'> => {
  try {
    await iot.send(new UpdateCertificateCommand({ certificateId, newStatus: CertificateStatus[newStatus] }))
    return 'set'
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'gone'
    if (error instanceof CertificateStateException) return 'revoked'
    throw error
  }
}

import { canonicalCertificate } from './canonical-certificate.ts'

export interface CertificateFacts {
  status: string
  certificateMode: string
  certificatePem: string
}

/** Reads mode and PEM of a certificate; `undefined` when it was deleted. */
export const describeCertificate = async (
  iot: IoTClient,
  certificateId: string,
): Promise<CertificateFacts | undefined> => {
  try {
    const { certificateDescription: it } = await iot.send(new DescribeCertificateCommand({ certificateId }))
    return {
      status: it?.status ?? 'unknown',
      certificateMode: it?.certificateMode ?? 'unknown',
      certificatePem: canonicalCertificate(it?.certificatePem),
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** The status of a certificate; `gone` when it was deleted. */
export const statusOf = async (iot: IoTClient, certificateId: string): Promise<string> =>
  (await describeCertificate(iot, certificateId))?.status ?? 'gone'
