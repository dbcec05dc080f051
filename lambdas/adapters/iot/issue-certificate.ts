import { CreateCertificateFromCsrCommand, CreateKeysAndCertificateCommand, type IoTClient } from '@aws-sdk/client-iot'

import { canonicalCertificate } from './canonical-certificate.ts'

export interface IssuedCertificate {
  certificateId: string
  certificateArn: string
  certificatePem: string
  /** Only for a key that AWS made; this is the one time it can be read. */
  privateKeyPem?: string
  publicKeyPem?: string
}

const required = (value: string | undefined, name: string): string => {
  if (value === undefined) throw new Error(`AWS IoT answered without ${name}.`)
  return value
}

/** Makes an INACTIVE certificate. Give it a client that never retries: a repeat is another certificate (SDK documentation). */
export const issueFromCsr = async (once: IoTClient, csrPem: string): Promise<IssuedCertificate> => {
  const answer = await once.send(
    new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrPem, setAsActive: false }),
  )
  return {
    certificateId: required(answer.certificateId, 'certificateId'),
    certificateArn: required(answer.certificateArn, 'certificateArn'),
    certificatePem: canonicalCertificate(answer.certificatePem),
  }
}

/** Makes an RSA key and an INACTIVE certificate for modems that can take no better key. */
export const issueWithKey = async (once: IoTClient): Promise<IssuedCertificate> => {
  const answer = await once.send(new CreateKeysAndCertificateCommand({ setAsActive: false }))
  return {
    certificateId: required(answer.certificateId, 'certificateId'),
    certificateArn: required(answer.certificateArn, 'certificateArn'),
    certificatePem: canonicalCertificate(answer.certificatePem),
    privateKeyPem: required(answer.keyPair?.PrivateKey, 'keyPair.PrivateKey'),
    publicKeyPem: required(answer.keyPair?.PublicKey, 'keyPair.PublicKey'),
  }
}
