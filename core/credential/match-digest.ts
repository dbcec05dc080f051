import { type LineEnding, lineEndingVariants } from './digests.ts'

/** With which line ends a PEM text has this digest (upper or lower case), or undefined when it is another text altogether. */
export function matchDigest(sha256: string, pem: string): LineEnding | undefined {
  const wanted = sha256.toUpperCase()
  return lineEndingVariants(pem).find((variant) => variant.sha256 === wanted)?.name
}
