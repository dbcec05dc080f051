import { credentialType, credentialTypeName } from '../modem/credential-type.ts'
import type { DigestMode } from '../modem/firmware-facts.ts'
import { type ListedCredential, type Listing, parseListing } from '../modem/parse-listing.ts'
import { type Refusal, refuse } from '../refusals/refusal.ts'
import { matchDigest } from './match-digest.ts'
import { ruinedForm } from './ruined-forms.ts'

export interface ExpectedCredential {
  type: number
  /** As `%CMNG` shows it, upper-case hex. Without it, and always for a private key, presence is all that is asked. */
  sha256?: string
  /** The PEM text behind the digest; with it a mismatch can be told from "same certificate, other line endings". */
  pem?: string
}

export interface ListingProof {
  /** `digest`: every digest that was expected is shown; `presence`: the modem prints placeholders, the items are there. */
  proof: 'digest' | 'presence'
}

/**
 * Compares what a modem listed with what it must hold under one tag. Other tags and other types are none of our business.
 * What a private key's digest covers is not documented (nrf91-modem.md 2.10), so a key counts as present or not.
 * @returns refusals `credential-missing`, `credential-differs`, `listing-malformed`
 */
export function compareListing(input: {
  lines: readonly string[]
  tag: number
  expected: readonly ExpectedCredential[]
  digests: DigestMode
}): ListingProof | Refusal {
  const listing = parseListing(input.lines)
  const ours = listing.entries.filter((entry) => entry.tag === input.tag)
  const missing = input.expected.filter(({ type }) => !ours.some((entry) => entry.type === type))
  if (missing.length > 0) {
    // A line torn by a notification may have been the missing one: then the listing, not the modem, is at fault.
    return (
      torn(listing) ??
      refuse('credential-missing', { tag: input.tag, missing: missing.map(({ type }) => credentialTypeName(type)) })
    )
  }
  const proofs = new Set<ListingProof['proof']>()
  for (const expected of input.expected) {
    if (expected.sha256 === undefined || expected.type === credentialType.privateKey) continue
    for (const entry of ours.filter(({ type }) => type === expected.type)) {
      const verdict = judge(entry, expected, expected.sha256.toUpperCase(), input.digests)
      if (typeof verdict !== 'string') return verdict
      proofs.add(verdict)
    }
  }
  return { proof: proofs.has('digest') && !proofs.has('presence') ? 'digest' : 'presence' }
}

function judge(entry: ListedCredential, expected: ExpectedCredential, sha256: string, digests: DigestMode) {
  if (entry.sha256 === sha256) return 'digest'
  if (entry.sha256 === undefined && digests !== 'real') return 'presence'
  const hint = entry.sha256 && expected.pem ? whatItIs(entry.sha256, expected.pem) : ''
  const found = entry.sha256 ?? (entry.placeholder ? 'a placeholder' : 'no digest')
  return refuse('credential-differs', {
    tag: entry.tag,
    type: credentialTypeName(entry.type),
    found,
    expected: sha256,
    hint,
  })
}

/** Tells a changed form of the same certificate from another certificate. */
function whatItIs(sha256: string, pem: string): string {
  const form = matchDigest(sha256, pem)
  if (form !== undefined) return `the same certificate with other line endings (${form})`
  const ruin = ruinedForm(sha256, pem)
  return ruin === undefined ? '' : `the same certificate, but ${ruin}`
}

function torn({ malformed }: Listing): Refusal | undefined {
  const [first] = malformed
  return first && refuse('listing-malformed', { line: first.line, why: first.says })
}
