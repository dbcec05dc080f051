import {
  CertificateStateException,
  DeleteCertificateCommand,
  DeleteConflictException,
  DetachPolicyCommand,
  DetachThingPrincipalCommand,
  type IoTClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot'
import { setStatus } from './certificate-status.ts'

export interface Attachments {
  thingName: string
  policyName: string
}

const unlessGone = async (act: Promise<unknown>): Promise<void> => {
  try {
    await act
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}

const attempts = 8

/**
 * Deletes a certificate of ours in AWS's order (aws-iot-provisioning.md 9): inactive, detached, deleted. Detaching is
 * asynchronous and a late confirm may activate it in between, so both conflicts start over.
 */
export const deleteCertificate = async (
  iot: IoTClient,
  certificateArn: string,
  { thingName, policyName }: Attachments,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> => {
  const certificateId = certificateArn.slice(certificateArn.lastIndexOf('/') + 1)
  for (let attempt = 1; ; attempt += 1) {
    const [status] = await Promise.all([
      setStatus(iot, certificateId, 'INACTIVE'),
      unlessGone(iot.send(new DetachThingPrincipalCommand({ thingName, principal: certificateArn }))),
      unlessGone(iot.send(new DetachPolicyCommand({ policyName, target: certificateArn }))),
    ])
    if (status === 'gone') return
    try {
      await unlessGone(iot.send(new DeleteCertificateCommand({ certificateId })))
      return
    } catch (error) {
      const conflict = error instanceof DeleteConflictException || error instanceof CertificateStateException
      if (!conflict || attempt === attempts) throw error
      await sleep(50 * 2 ** attempt)
    }
  }
}
