import { createHash, X509Certificate } from 'node:crypto'
import { fromPem } from './pem.ts'
import { childrenOf, type DerElement, readDer, readOid } from './read-der.ts'

/** One attribute of a Name: the part's name as IoT policy variables call it, and its text. */
export interface NameAttribute {
  attribute: string
  value: string
}

export interface CertificateFacts {
  certificateId: string
  bytes: Buffer
  serialNumber: string
  subject: NameAttribute[]
  issuer: NameAttribute[]
  notBefore: number
  notAfter: number
}

/** Names of DG cert-policy-variables by object identifier. */
const attributeNames: Record<string, string> = {
  '2.5.4.3': 'CommonName',
  '2.5.4.4': 'Surname',
  '2.5.4.5': 'SerialNumber',
  '2.5.4.6': 'Country',
  '2.5.4.8': 'State',
  '2.5.4.10': 'Organization',
  '2.5.4.11': 'OrganizationalUnit',
  '2.5.4.12': 'Title',
  '2.5.4.42': 'GivenName',
  '2.5.4.43': 'Initials',
  '2.5.4.44': 'GenerationQualifier',
  '2.5.4.46': 'DistinguishedNameQualifier',
  '2.5.4.65': 'Pseudonym',
}

export const certificateAttributes: readonly string[] = Object.values(attributeNames)

/** AWS IoT's name of a certificate: lower-case hex SHA-256 of its DER (reference 1.2). */
export const certificateIdOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Reads a certificate from DER, or from the first block of a PEM text. Throws when it is none. */
export const readCertificate = (source: Buffer | string): CertificateFacts => {
  const bytes = typeof source === 'string' ? fromPem('CERTIFICATE', source) : source
  if (bytes === undefined) throw new Error('the text holds no PEM block CERTIFICATE')
  const certificate = new X509Certificate(bytes)
  const body = childrenOf(readDer(bytes))[0]
  const [, , issuer, , subject] = body === undefined ? [] : childrenOf(body).filter(({ tag }) => tag !== 0xa0)
  return {
    certificateId: certificateIdOf(bytes),
    bytes,
    serialNumber: certificate.serialNumber.toLowerCase(),
    subject: readName(subject),
    issuer: readName(issuer),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
  }
}

const readName = (name: DerElement | undefined): NameAttribute[] => {
  if (name === undefined) throw new Error('the certificate has no names')
  return childrenOf(name)
    .flatMap(childrenOf)
    .flatMap((pair) => {
      const [oid, text] = childrenOf(pair)
      const attribute = oid === undefined ? undefined : attributeNames[readOid(oid)]
      return attribute === undefined || text === undefined ? [] : [{ attribute, value: text.content.toString('utf8') }]
    })
}
