import { createHash, X509Certificate } from 'node:crypto'
import { TemplateError } from '../template/template-error.ts'

export interface TrustAnchor {
  id: string
  arn: string
  name: string
  enabled: boolean
  certificatePem: string
  certificate: X509Certificate
}

export interface Profile {
  id: string
  arn: string
  name: string
  enabled: boolean
  roleArns: readonly string[]
  durationSeconds: number
  acceptRoleSessionName: boolean
}

export interface Anchors {
  /** Makes or replaces the trust anchor of a template's resource. Throws `TemplateError` for what is no certificate of a CA. */
  putTrustAnchor(resource: string, anchor: Pick<TrustAnchor, 'name' | 'enabled' | 'certificatePem'>): TrustAnchor
  putProfile(resource: string, profile: Omit<Profile, 'id' | 'arn'>): Profile
  trustAnchors(): TrustAnchor[]
  profiles(): Profile[]
}

/** The ID of a resource: the same on every start, because benches have it in their configuration. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

const readAuthority = (pem: string, name: string): X509Certificate => {
  try {
    const certificate = new X509Certificate(pem)
    if (certificate.ca) return certificate
  } catch (cause) {
    throw new TemplateError(`trust anchor ${name}: X509CertificateData is no PEM certificate`, { cause })
  }
  throw new TemplateError(`trust anchor ${name}: X509CertificateData is not the certificate of a CA`)
}

/** The trust anchors and profiles that templates make. */
export const createAnchors = ({ region, accountId }: { region: string; accountId: string }): Anchors => {
  const anchors = new Map<string, TrustAnchor>()
  const profiles = new Map<string, Profile>()
  const arn = (kind: string, id: string) => `arn:aws:rolesanywhere:${region}:${accountId}:${kind}/${id}`
  return {
    putTrustAnchor: (resource, { name, enabled, certificatePem }) => {
      const id = uuidOf(resource)
      const certificate = readAuthority(certificatePem, name)
      const anchor = { id, arn: arn('trust-anchor', id), name, enabled, certificatePem, certificate }
      anchors.set(anchor.arn, anchor)
      return anchor
    },
    putProfile: (resource, facts) => {
      const id = uuidOf(resource)
      const profile = { id, arn: arn('profile', id), ...facts }
      profiles.set(profile.arn, profile)
      return profile
    },
    trustAnchors: () => [...anchors.values()],
    profiles: () => [...profiles.values()],
  }
}
