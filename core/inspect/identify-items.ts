import type { LineEnding } from '../credential/digests.ts'
import { matchDigest } from '../credential/match-digest.ts'
import { ruinedForm } from '../credential/ruined-forms.ts'
import { credentialTypeName } from '../modem/credential-type.ts'
import type { ListedCredential } from '../modem/parse-listing.ts'

/** A certificate that an item may turn out to be: a file of the user, or one of Amazon's roots. */
export interface KnownCertificate {
  name: string
  pem: string
}

export interface InspectedItem {
  tag: number
  type: number
  /** `root CA certificate`, `private key`, … */
  kind: string
  /** As the modem printed it; absent where it printed none, or a placeholder. */
  sha256?: string
  placeholder: boolean
  /** Which certificate it is, and with which line ends it was written. */
  is?: { certificate: string; lineEnds: LineEnding }
  /** Which certificate it was before something ate its line breaks, and how. */
  was?: { certificate: string; how: string }
}

/** Says what each listed item is, as far as its digest tells: all four line-ending forms are tried (nrf91-modem 2.2). */
export function identifyItems(
  entries: readonly ListedCredential[],
  known: readonly KnownCertificate[],
): InspectedItem[] {
  return entries.map(({ tag, type, sha256, placeholder }) => {
    const is = sha256 === undefined ? undefined : identify(sha256, known)
    const was = sha256 === undefined || is ? undefined : identifyRuin(sha256, known)
    return {
      tag,
      type,
      kind: credentialTypeName(type),
      ...(sha256 !== undefined && { sha256 }),
      placeholder,
      ...(is && { is }),
      ...(was && { was }),
    }
  })
}

function identify(sha256: string, known: readonly KnownCertificate[]): InspectedItem['is'] {
  for (const { name, pem } of known) {
    const lineEnds = matchDigest(sha256, pem)
    if (lineEnds) return { certificate: name, lineEnds }
  }
  return undefined
}

function identifyRuin(sha256: string, known: readonly KnownCertificate[]): InspectedItem['was'] {
  for (const { name, pem } of known) {
    const how = ruinedForm(sha256, pem)
    if (how) return { certificate: name, how }
  }
  return undefined
}

/** The trust anchors in a tag by name, for the endpoint rules; undefined where the digests do not tell. */
export function trustAnchorsOf(items: readonly InspectedItem[]): string[] | undefined {
  const roots = items.filter(({ type }) => type === 0)
  if (roots.some(({ sha256 }) => sha256 === undefined)) return undefined
  return roots.map(({ is }) => is?.certificate ?? 'a certificate that is none of the known ones')
}
