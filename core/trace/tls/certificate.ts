import { createHash, X509Certificate } from 'node:crypto'
import { printable } from '../printable.ts'
import { ByteCursor } from './byte-cursor.ts'

/** One end's certificate, as far as a diagnosis needs it. */
export interface CertificateFacts {
  /** SHA-256 of the DER bytes in lower-case hex: for a device certificate this is AWS IoT's certificateId. */
  id: string
  /** DNS names of the subject alternative names, or the common name where there are none. */
  names: string[]
  subject: string
  issuer: string
  /** ISO 8601. */
  validFrom: string | null
  validTo: string | null
  /** Certificates in the message, this one included. */
  chainLength: number
}

const manyNames = 64
const longestName = 253
const manyCached = 256
const manyRecent = 64

const oneLine = (name: string) => printable(name.split('\n').join(', '))

const altNames = (text: string | undefined): string[] =>
  (text ?? '')
    .split(', ')
    .filter((entry) => entry.startsWith('DNS:'))
    .slice(0, manyNames)
    .map((entry) => printable(entry.slice(4, 4 + longestName)))

const isoDate = (date: Date): string | null => (Number.isNaN(date.getTime()) ? null : date.toISOString())

const parse = (der: Buffer, id: string): CertificateFacts => {
  const facts = { id, names: [] as string[], subject: '', issuer: '', validFrom: null, validTo: null, chainLength: 1 }
  try {
    const certificate = new X509Certificate(der)
    const common = /^CN=(.*)$/m.exec(certificate.subject)?.[1]
    const names = altNames(certificate.subjectAltName)
    return {
      ...facts,
      names: names.length > 0 || common === undefined ? names : [printable(common)],
      subject: oneLine(certificate.subject ?? ''),
      issuer: oneLine(certificate.issuer ?? ''),
      validFrom: isoDate(certificate.validFromDate),
      validTo: isoDate(certificate.validToDate),
    }
  } catch {
    // Not a certificate OpenSSL can read: its digest is still its name.
    return { ...facts, subject: 'unreadable' }
  }
}

/** A reader of TLS 1.2 Certificate messages (RFC 5246 section 7.4.2) that parses each certificate once. */
export const certificateReader = () => {
  /** By digest, and the last one of each length: a server sends the same bytes to everybody. */
  const known = new Map<string, CertificateFacts>()
  const recent = new Map<number, { der: Buffer; facts: CertificateFacts }>()

  const read = (buffer: Buffer, start: number, end: number): CertificateFacts => {
    const last = recent.get(end - start)
    if (last && last.der.compare(buffer, start, end) === 0) return last.facts
    const der = Buffer.from(buffer.subarray(start, end))
    const id = createHash('sha256').update(der).digest('hex')
    const facts = known.get(id) ?? parse(der, id)
    if (known.size >= manyCached) known.clear()
    if (recent.size >= manyRecent) recent.clear()
    known.set(id, facts)
    recent.set(der.length, { der, facts })
    return facts
  }

  /** The first certificate of the message; null when it carries none (the client has nothing to show); undefined when it is malformed. */
  return (buffer: Buffer, start: number, end: number): CertificateFacts | null | undefined => {
    const list = new ByteCursor(buffer, start, end).vector(3)
    if (list.left === 0) return start + 3 <= end ? null : undefined
    const first = list.vector(3)
    let chainLength = 1
    while (list.left > 0 && !list.failed) {
      list.vector(3)
      if (!list.failed) chainLength += 1
    }
    if (first.left === 0) return undefined
    const facts = read(buffer, first.at, first.end)
    return facts.chainLength === chainLength ? facts : { ...facts, chainLength }
  }
}
