import { createPublicKey, X509Certificate } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { type AuthorityKey, authorityKey } from '../adapters/kms/authority-key.ts'
import type { RolesAnywhere } from '../adapters/roles-anywhere/roles-anywhere.ts'

/** What the stations stack made, found by the one name that it gave to all of it. */
export interface Authority {
  key: AuthorityKey
  certificate: X509Certificate
  trustAnchorArn: string
  profileArn: string
  roleArn: string
}

export interface FindAuthorityDependencies {
  kms: KMSClient
  rolesAnywhere: RolesAnywhere
  /** Of the alias of the key, the trust anchor, the profile and the role. */
  stations: string
}

/** The CA as Roles Anywhere trusts it, if it is the one whose key we sign with. */
export const findAuthority = async ({
  kms,
  rolesAnywhere,
  stations,
}: FindAuthorityDependencies): Promise<Authority | Refusal> => {
  const alias = `alias/${stations}`
  const [key, anchors, profiles] = await Promise.all([
    authorityKey(kms, alias),
    rolesAnywhere.trustAnchors(),
    rolesAnywhere.profiles(),
  ])
  if (key === undefined) return refuse('stations-not-set-up', { missing: `key ${alias}` })
  const named = anchors.filter(({ name, enabled }) => name === stations && enabled)
  const [first] = named
  if (first === undefined) return refuse('stations-not-set-up', { missing: `trust anchor ${stations}` })
  const publicKey = createPublicKey({ key: key.publicKey, format: 'der', type: 'spki' })
  for (const { source, trustAnchorArn } of named) {
    const certificate = new X509Certificate(source.sourceData.x509CertificateData ?? '')
    if (!certificate.publicKey.equals(publicKey)) continue
    const profile = profiles.find(({ name, enabled }) => name === stations && enabled)
    const [roleArn] = profile?.roleArns ?? []
    if (profile === undefined || roleArn === undefined)
      return refuse('stations-not-set-up', { missing: `profile ${stations}` })
    return { key, certificate, trustAnchorArn, profileArn: profile.profileArn, roleArn }
  }
  return refuse('station-ca-differs', { key: key.arn, trustAnchorArn: first.trustAnchorArn })
}
