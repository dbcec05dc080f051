import { rootCertificates } from 'node:tls'
import { amazonRootNames, type Profile } from '../../core/api/profile.ts'
import { amazonRoots } from '../../core/credential/amazon-roots.ts'
import { rewrapPem } from '../../core/credential/canonical-pem.ts'

const known = new Map<string, string>()

const amazonRoot = (name: (typeof amazonRootNames)[number]): string => {
  if (known.size === 0) for (const [root, pem] of Object.entries(amazonRoots(rootCertificates))) known.set(root, pem)
  const pem = known.get(name)
  if (pem === undefined)
    throw new Error(`${name} is not among the roots of this Node; use a newer Node or give its PEM.`)
  return pem
}

const isAmazonRoot = (anchor: string): anchor is (typeof amazonRootNames)[number] =>
  (amazonRootNames as readonly string[]).includes(anchor)

const readAnchor = (anchor: string): string | undefined =>
  isAmazonRoot(anchor) ? amazonRoot(anchor) : rewrapPem(anchor)

/** Position (from 1) of the first anchor that cannot be read; an order with such a profile does not open. */
export const unreadableAnchor = (anchors: Profile['trustAnchors']): number | undefined => {
  const index = anchors.findIndex((anchor) => readAnchor(anchor) === undefined)
  return index < 0 ? undefined : index + 1
}

/** The trust anchors of a profile as one PEM text, LF line ends: several roots may stand in one item of type 0. */
export const trustAnchorsPem = (anchors: Profile['trustAnchors']): string =>
  anchors
    .map((anchor, index) => {
      const pem = readAnchor(anchor)
      if (pem === undefined) throw new Error(`Trust anchor ${index + 1} of the order's profile cannot be read.`)
      return pem
    })
    .join('')
