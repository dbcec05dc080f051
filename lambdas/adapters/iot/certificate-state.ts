import { DescribeCertificateCommand, type IoTClient, ResourceNotFoundException } from '@aws-sdk/client-iot'
import type { CertificateState } from '../../../core/diagnosis/diagnosis-facts.ts'

/** Status, mode and validity of a certificate, whatever state it is in; undefined when it was deleted. */
export const certificateState = async (
  iot: IoTClient,
  certificateId: string,
): Promise<CertificateState | undefined> => {
  try {
    const { certificateDescription: it } = await iot.send(new DescribeCertificateCommand({ certificateId }))
    const notAfter = it?.validity?.notAfter?.toISOString()
    return {
      status: it?.status ?? 'unknown',
      certificateMode: it?.certificateMode ?? 'unknown',
      ...(notAfter === undefined ? {} : { notAfter }),
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
