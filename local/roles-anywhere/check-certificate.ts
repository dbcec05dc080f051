import type { X509Certificate } from 'node:crypto'
import { childrenOf, type DerElement, readDer, readOid } from '../iot/x509/read-der.ts'
import type { TrustAnchor } from './anchors.ts'
import { denied } from './denied.ts'

const strongSignatures = new Set([
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
])
const keyUsage = '2.5.29.15'
const digitalSignature = 0x80

interface Contents {
  version: number
  algorithm: string
  /** First byte of the KeyUsage bits; undefined without the extension. */
  usage: number | undefined
}

const extensionsOf = (body: DerElement[]): DerElement[] => {
  const tagged = body.find(({ tag }) => tag === 0xa3)
  return tagged === undefined ? [] : childrenOf(tagged).flatMap(childrenOf)
}

const read = (certificate: X509Certificate): Contents => {
  const [bodyElement, algorithm] = childrenOf(readDer(certificate.raw))
  const body = bodyElement === undefined ? [] : childrenOf(bodyElement)
  const versionElement = body.find(({ tag }) => tag === 0xa0)
  const version = versionElement === undefined ? 1 : (childrenOf(versionElement)[0]?.content[0] ?? 0) + 1
  const [oid] = algorithm === undefined ? [] : childrenOf(algorithm)
  const usage = extensionsOf(body)
    .map(childrenOf)
    .find(([id]) => id !== undefined && readOid(id) === keyUsage)
    ?.at(-1)
  return {
    version,
    algorithm: oid === undefined ? '' : readOid(oid),
    usage: usage === undefined ? undefined : readDer(usage.content).content[1],
  }
}

/** Throws unless the certificate may open sessions under the anchor now (Roles Anywhere user guide, "Signature validation"). */
export const checkCertificate = (
  certificate: X509Certificate,
  { certificate: ca, arn }: TrustAnchor,
  now: number,
): void => {
  const { version, algorithm, usage } = read(certificate)
  if (version !== 3) throw denied.insufficient(`the certificate is X.509 v${version}, not v3`)
  if (certificate.ca) throw denied.insufficient('the certificate is that of a CA')
  if (((usage ?? 0) & digitalSignature) === 0) throw denied.insufficient('its key usage lacks digitalSignature')
  if (!strongSignatures.has(algorithm))
    throw denied.insufficient(`its signature algorithm ${algorithm} is not SHA-256 or better`)
  if (certificate.subject === '' || certificate.subject === undefined) throw denied.insufficient('its subject is empty')
  // Chains are not built here: what the CA signed itself is all that Mintmark's benches have.
  if (!certificate.checkIssued(ca) || !certificate.verify(ca.publicKey))
    throw denied.untrusted(`${certificate.subject} was not issued by ${ca.subject} of ${arn}`)
  for (const [what, { validFromDate, validToDate }] of [
    ['the certificate', certificate],
    ['the trust anchor', ca],
  ] as const)
    if (now < validFromDate.getTime() || now > validToDate.getTime())
      throw denied.untrusted(`${what} is valid from ${validFromDate.toISOString()} to ${validToDate.toISOString()}`)
}
