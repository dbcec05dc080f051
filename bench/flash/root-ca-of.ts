import { rootCertificates } from 'node:tls'
import type { Profile } from '../../core/api/profile.ts'
import { type AmazonRootName, amazonRoots } from '../../core/credential/amazon-roots.ts'
import { rewrapPem } from '../../core/credential/canonical-pem.ts'

let roots: Record<AmazonRootName, string> | undefined

const isName = (anchor: string, known: Record<AmazonRootName, string>): anchor is AmazonRootName => anchor in known

/**
 * The trust anchors of a profile as the cloud will give them with the certificate, so that they can be written while it
 * works. Undefined for what cannot be read here; whether it was the same is seen when the answer comes.
 */
export const rootCaOf = ({ trustAnchors }: Pick<Profile, 'trustAnchors'>): string | undefined => {
  roots ??= amazonRoots(rootCertificates)
  const known = roots
  const pems = trustAnchors.map((anchor) => (isName(anchor, known) ? known[anchor] : rewrapPem(anchor)))
  return pems.every((pem) => pem !== undefined) ? pems.join('') : undefined
}
