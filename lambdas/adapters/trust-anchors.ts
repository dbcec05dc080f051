import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { amazonRootNames, type Profile } from '../../core/api/profile.ts'
import { amazonRoots } from '../../core/credential/amazon-roots.ts'
import { rewrapPem } from '../../core/credential/canonical-pem.ts'
import { at } from '../../core/modem/at-command.ts'
import { credentialType } from '../../core/modem/credential-type.ts'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'

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

const isCertificate = (pem: string): boolean => {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

const readAnchor = (anchor: string): string | undefined => {
  if (isAmazonRoot(anchor)) return amazonRoot(anchor)
  const pem = rewrapPem(anchor)
  // Modem firmware from nrf91x1 2.0.2 on answers 527 to anything else (core/modem/capability-table.ts), on the line and not here.
  return pem !== undefined && isCertificate(pem) ? pem : undefined
}

/** Whether every anchor can be read and all of them go into one `%CMNG` write; else an order with this profile does not open. */
export const checkTrustAnchors = ({ trustAnchors, securityTag }: Profile): Refusal | undefined => {
  const index = trustAnchors.findIndex((anchor) => readAnchor(anchor) === undefined)
  if (index >= 0) return refuse('trust-anchor-malformed', { position: index + 1 })
  const write = at.write(securityTag, credentialType.rootCa, trustAnchorsPem(trustAnchors))
  return write.ok ? undefined : refuse('trust-anchors-unfit', { anchors: trustAnchors.length, why: write.says })
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
