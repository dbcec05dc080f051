import { createHash } from 'node:crypto'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import { coseSign1Payload, decodeCbor, fromBase64url, isBytes, uuidText } from './cose.ts'

export interface KeygenAnswer {
  messageType: 'csr'
  /** The request as the modem made it, NULL parameter and all: `checkCsr` takes it from here. */
  csrDer: Buffer
  /** Lower-case hex; equal to what the modem's COSE part states. */
  csrSha256: string
  /** Lower-case UUID of the modem that made the key. */
  deviceUuid: string
  securityTag: number
  /** 16 bytes in lower-case hex. */
  nonce: string
  digestMatches: true
  /** Checking it takes the modem's identity key, which only Nordic's cloud holds (nrf91-modem.md 3.1). */
  signature: 'not-verified'
}

const longest = 16_384
const malformed = (why: string): Refusal => refuse('keygen-malformed', { why })

/**
 * Reads the answer of `AT%KEYGEN=<tag>,2,0`: the whole line, or what stands between its quotes.
 * @param securityTag the tag the key was asked for; without it any tag is accepted
 * @returns refusals `keygen-malformed`, `keygen-digest-mismatch`, `keygen-tag-mismatch`
 */
export function parseKeygen(text: string, securityTag?: number): KeygenAnswer | Refusal {
  if (text.length > longest) return malformed(`it has ${text.length} characters`)
  const bare = text.trim().replace(/^%KEYGEN:\s*/, '')
  const parts = bare.replace(/^"([^"]*)"$/, '$1').split('.')
  if (parts.length !== 2) return malformed(`it has ${parts.length - 1} dots instead of one`)
  const [csrDer, cose] = [fromBase64url(parts[0] ?? ''), fromBase64url(parts[1] ?? '')]
  if (!csrDer) return malformed('its first part is not base64url')
  if (!cose) return malformed('its second part is not base64url')
  const stated = readPayload(coseSign1Payload(cose))
  if (!stated) return malformed('its second part is not the COSE envelope of a modem')
  if (stated.messageType === 8) return malformed('it holds a bare public key; ask with response content 0 for a CSR')
  if (stated.messageType !== 9) return malformed(`its message type is ${stated.messageType}, a CSR has 9`)
  const csrSha256 = createHash('sha256').update(csrDer).digest('hex')
  if (csrSha256 !== stated.digest)
    return refuse('keygen-digest-mismatch', { stated: stated.digest, computed: csrSha256 })
  if (securityTag !== undefined && stated.securityTag !== securityTag) {
    return refuse('keygen-tag-mismatch', { stated: stated.securityTag, expected: securityTag })
  }
  const { deviceUuid, nonce } = stated
  const checked = { digestMatches: true, signature: 'not-verified' } as const
  return { messageType: 'csr', csrDer, csrSha256, deviceUuid, securityTag: stated.securityTag, nonce, ...checked }
}

/** The payload is [message type, device UUID, CBOR of the tag, SHA-256, nonce] (nrf91-modem.md 3.3). */
function readPayload(payload: Uint8Array | null | undefined) {
  const fields = payload ? decodeCbor(payload) : undefined
  if (!Array.isArray(fields) || fields.length !== 5) return undefined
  const [messageType, uuid, tagCbor, digest, nonce]: unknown[] = fields
  if (typeof messageType !== 'number' || !isBytes(uuid, 16) || !isBytes(digest, 32) || !isBytes(nonce, 16))
    return undefined
  const tag = tagCbor instanceof Uint8Array ? decodeCbor(tagCbor) : undefined
  if (typeof tag !== 'number' || !Number.isInteger(tag)) return undefined
  return {
    messageType,
    deviceUuid: uuidText(uuid),
    // Some modems encode the tag as a signed number.
    securityTag: tag < 0 ? tag + 2 ** 32 : tag,
    digest: Buffer.from(digest).toString('hex'),
    nonce: Buffer.from(nonce).toString('hex'),
  }
}
