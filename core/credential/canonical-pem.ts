import { readPem } from './read-pem.ts'

/** The one form we write: 64 columns, LF, final LF. Its SHA-256 is what a modem that holds it must show. */
export function canonicalPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** Every block of a PEM text in canonical form, comments between them left out; undefined when it is not PEM. */
export function rewrapPem(text: string): string | undefined {
  const read = readPem(text)
  return read.ok ? read.blocks.map(({ label, der }) => canonicalPem(label, der)).join('') : undefined
}
