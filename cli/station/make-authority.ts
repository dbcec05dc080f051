import { X509Certificate } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { canonicalPem } from '../../core/credential/canonical-pem.ts'
import { certificateBody, commonName, serialOf, signedCertificate } from '../../core/station/station-certificate.ts'
import { authorityKey } from '../../lambdas/adapters/kms/authority-key.ts'

export interface AuthorityQuestion {
  kms: KMSClient
  /** ID, ARN or alias of the key. */
  keyId: string
  /** Common name of the CA. */
  name: string
  years: number
  now: Date
  /** Sixteen random bytes. */
  random: Uint8Array
}

export interface MadeAuthority {
  keyArn: string
  certificatePem: string
  /** ISO 8601. */
  expiresAt: string
}

/** Makes the certificate of the stations' CA, signed by its own key in KMS and checked against it; undefined without the key. */
export const makeAuthority = async ({
  kms,
  keyId,
  name,
  years,
  now,
  random,
}: AuthorityQuestion): Promise<MadeAuthority | undefined> => {
  const key = await authorityKey(kms, keyId)
  if (key === undefined) return undefined
  const notAfter = new Date(now)
  notAfter.setUTCFullYear(now.getUTCFullYear() + years)
  const body = certificateBody({
    serial: serialOf(random),
    issuer: commonName(name),
    subject: name,
    notBefore: now,
    notAfter,
    publicKey: key.publicKey,
    issuerKey: key.publicKey,
    isAuthority: true,
  })
  const certificate = new X509Certificate(signedCertificate(body, await key.sign(body)))
  if (!certificate.verify(certificate.publicKey)) throw new Error(`the signature of ${key.arn} does not verify`)
  return {
    keyArn: key.arn,
    certificatePem: canonicalPem('CERTIFICATE', certificate.raw),
    expiresAt: certificate.validToDate.toISOString(),
  }
}
