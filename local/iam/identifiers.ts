import { createHash, randomBytes } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const base32 = (bytes: Uint8Array, length: number): string =>
  Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 32]).join('')

/** The unique ID of a role (`AROA…`) or user (`AIDA…`): the same for the same ARN, so that restarts keep it. */
export const uniqueId = (prefix: 'AROA' | 'AIDA', arn: string): string =>
  prefix + base32(createHash('sha256').update(arn).digest(), 17)

/** A new random access key in AWS's form; `ASIA…` with a session token for temporary ones. */
export const newAccessKey = (isTemporary: boolean) => ({
  accessKeyId: (isTemporary ? 'ASIA' : 'AKIA') + base32(randomBytes(16), 16),
  secretAccessKey: randomBytes(30).toString('base64'),
  ...(isTemporary ? { sessionToken: randomBytes(96).toString('base64') } : {}),
})
