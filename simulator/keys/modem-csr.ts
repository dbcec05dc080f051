import { type KeyObject, sign } from 'node:crypto'
import {
  bitString,
  derElementOf,
  integerZero,
  octetString,
  oid,
  printableString,
  sequence,
  set,
  utf8String,
} from './der-writer.ts'
import { spkiOf } from './p256-key.ts'

/** Attribute types of a distinguished name (X.520), by the content octets of their OID. */
const attributeTypes: Readonly<Record<string, string>> = {
  CN: '550403',
  SN: '550404',
  serialNumber: '550405',
  C: '550406',
  L: '550407',
  ST: '550408',
  O: '55040a',
  OU: '55040b',
}

/**
 * The PKCS#10 request of `%KEYGEN`, byte for byte in the shape of published samples (nrf91-modem.md 2.4). Written by hand because
 * PKCS#10 libraries cannot make its flaw: the explicit NULL in the ECDSA signature algorithm.
 * @param subject `CN=a,O=b` as the command has it
 * @param keyUsage nine 0s and 1s in the order of X.509 KeyUsage
 * @returns undefined when the subject or the key usage cannot be read
 */
export function modemCsr(key: KeyObject, subject: string, keyUsage: string, withNull: boolean): Buffer | undefined {
  const name = nameOf(subject)
  if (!name || !/^[01]{9}$/.test(keyUsage)) return undefined
  const usage = sequence(oid('551d0f'), octetString(keyUsageBits(keyUsage)))
  const extensionRequest = sequence(oid('2a864886f70d01090e'), set(sequence(usage)))
  const info = sequence(integerZero, name, spkiOf(key), derElementOf(0xa0, extensionRequest))
  const ecdsaWithSha256 = oid('2a8648ce3d040302')
  const algorithm = withNull ? sequence(ecdsaWithSha256, Buffer.from([0x05, 0x00])) : sequence(ecdsaWithSha256)
  return sequence(info, algorithm, bitString(sign('sha256', info, key)))
}

function nameOf(subject: string): Buffer | undefined {
  const parts: Buffer[] = []
  for (const part of subject.split(',')) {
    const [, type = '', value = ''] = /^\s*([A-Za-z]+)=(.+)$/.exec(part) ?? []
    const attribute = Object.entries(attributeTypes).find(([known]) => known.toUpperCase() === type.toUpperCase())
    if (!attribute) return undefined
    const text = attribute[0] === 'C' ? printableString(value) : utf8String(value)
    parts.push(set(sequence(oid(attribute[1]), text)))
  }
  return sequence(...parts)
}

/** A named bit list in DER drops its trailing zeros (X.690, 11.2.2): `111010000` becomes 03 02 03 E8. */
function keyUsageBits(bits: string): Buffer {
  const significant = bits.replace(/0+$/, '')
  const bytes = Buffer.alloc(Math.ceil(significant.length / 8))
  for (let i = 0; i < significant.length; i++) {
    if (significant[i] === '1') bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (0x80 >> (i & 7))
  }
  return bitString(bytes, bytes.length * 8 - significant.length)
}
