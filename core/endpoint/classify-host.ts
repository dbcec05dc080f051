import type { DomainConfiguration } from './endpoint-check.ts'
import { cleanHost, type HostDirt } from './host-dirt.ts'
import type { KnownEndpoints } from './known-endpoints.ts'
import { type IotHost, parseIotHost } from './parse-iot-host.ts'

/** What a clean name is, seen from the account it should name (aws-iot-provisioning 4.1). */
export type HostIdentity =
  | 'right'
  | 'domain'
  | 'domain-disabled'
  | 'domain-certificate-invalid'
  | 'missing-ats'
  | 'ats-form'
  | 'credentials'
  | 'jobs'
  | 'control-plane'
  | 'fips'
  | 'other-partition'
  | 'other-region'
  | 'other-account'
  | 'unknown-name'

export interface ClassifiedHost {
  /** `none` is a host name of NULL; dirt hides what is underneath. */
  kind: 'none' | HostDirt | HostIdentity
  /** What the name is once it is cleaned; `unknown-name` where nothing is left to compare. */
  identity: HostIdentity
  clean: string
  upperCase: boolean
  iot?: IotHost
  domain?: DomainConfiguration
}

const none: ClassifiedHost = { kind: 'none', identity: 'unknown-name', clean: '', upperCase: false }

/** Says what is wrong with a host name, if anything: first the text itself, then whom it names. */
export function classifyHost(hostname: string | null, known: KnownEndpoints): ClassifiedHost {
  if (hostname === null) return none
  // The short way for nearly every device of a healthy fleet.
  if (hostname === known.expected && known.iot && known.iot.ats !== 'none') {
    return { kind: 'right', identity: 'right', clean: hostname, upperCase: false, iot: known.iot }
  }
  const { dirt, clean, upperCase } = cleanHost(hostname)
  const iot = parseIotHost(clean)
  const domain = known.domains.get(clean)
  const identity = domain ? domainIdentity(domain) : identify(clean, iot, known)
  return {
    kind: dirt ?? identity,
    identity,
    clean,
    upperCase,
    ...(iot && { iot }),
    ...(domain && { domain }),
  }
}

function domainIdentity(domain: DomainConfiguration): HostIdentity {
  if (domain.status !== 'ENABLED') return 'domain-disabled'
  return domain.serverCertificateStatus === 'INVALID' ? 'domain-certificate-invalid' : 'domain'
}

function identify(clean: string, iot: IotHost | undefined, known: KnownEndpoints): HostIdentity {
  const { account, expected, iot: own } = known
  if (clean === account.legacy?.toLowerCase()) return 'missing-ats'
  if (clean === account.credentialProvider?.toLowerCase()) return 'credentials'
  if (clean === account.jobs?.toLowerCase()) return 'jobs'
  if (!iot) return clean === expected ? 'right' : 'unknown-name'
  if (iot.service === 'control') return 'control-plane'
  if (iot.service !== 'data') return iot.service
  if (own && iot.partition !== own.partition) return 'other-partition'
  if (own && iot.region !== own.region) return 'other-region'
  if (own && iot.prefix !== own.prefix) return 'other-account'
  if (iot.ats === 'none') return 'missing-ats'
  if (clean === expected) return 'right'
  return own ? 'ats-form' : 'unknown-name'
}
