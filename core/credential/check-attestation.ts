import { type Refusal, refuse } from '../refusals/refusal.ts'
import { type AttestToken, parseAttestToken } from './parse-attest-token.ts'

/** What a modem said of itself when it was challenged. */
export interface Attestation {
  /** 16 bytes in hex, made for this one question. */
  challenge: string
  /** What stands between the quotes of `%ATTESTTOKEN`. */
  token: string
}

/**
 * Reads an attestation and holds it against its challenge: an answer of yesterday, or one damaged on the line, does not
 * pass. Its COSE signature stays unverified (nrf91-modem.md 3.1), so this proves nothing about who signed.
 * @returns refusals `attestation-malformed`, `attestation-not-fresh`
 */
export function checkAttestation({ challenge, token }: Attestation): AttestToken | Refusal {
  const read = parseAttestToken(token)
  if (!read.ok) return refuse('attestation-malformed', { why: read.why })
  const { ok: _, ...attested } = read
  return attested.nonce === challenge.toLowerCase()
    ? attested
    : refuse('attestation-not-fresh', { challenge: challenge.toLowerCase(), nonce: attested.nonce })
}
