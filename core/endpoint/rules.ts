import type { Rule } from './rule.ts'
import { alpnMissing } from './rules/alpn-missing.ts'
import { alpnUnconfirmed } from './rules/alpn-unconfirmed.ts'
import { certificateSniOnly } from './rules/certificate-sni-only.ts'
import { certificateStatus } from './rules/certificate-status.ts'
import { clientIdLength } from './rules/client-id-length.ts'
import { clientIdNotInPolicy } from './rules/client-id-not-in-policy.ts'
import { clientIdNotThing } from './rules/client-id-not-thing.ts'
import { clientIdSilent } from './rules/client-id-silent.ts'
import { connectHostWrong } from './rules/connect-host-wrong.ts'
import { customDomainNeedsSni } from './rules/custom-domain-needs-sni.ts'
import { customDomainTrust } from './rules/custom-domain-trust.ts'
import { domainProtocol } from './rules/domain-protocol.ts'
import { expectedEndpointLegacy } from './rules/expected-endpoint-legacy.ts'
import { fallbackBroker } from './rules/fallback-broker.ts'
import { firmwareNoSni } from './rules/firmware-no-sni.ts'
import { firmwareSniInferred } from './rules/firmware-sni-inferred.ts'
import { firmwareUnlisted } from './rules/firmware-unlisted.ts'
import { hostAtsForm } from './rules/host-ats-form.ts'
import { hostCaseRefused } from './rules/host-case-refused.ts'
import { hostControlPlane } from './rules/host-control-plane.ts'
import { hostCredentials } from './rules/host-credentials.ts'
import { hostDomainCertificate } from './rules/host-domain-certificate.ts'
import { hostDomainDisabled } from './rules/host-domain-disabled.ts'
import { hostEmpty } from './rules/host-empty.ts'
import { hostFips } from './rules/host-fips.ts'
import { hostFipsRefused } from './rules/host-fips-refused.ts'
import { hostIpLiteral } from './rules/host-ip-literal.ts'
import { hostJobs } from './rules/host-jobs.ts'
import { hostMissingAts } from './rules/host-missing-ats.ts'
import { hostNotAName } from './rules/host-not-a-name.ts'
import { hostNull } from './rules/host-null.ts'
import { hostOtherAccount } from './rules/host-other-account.ts'
import { hostOtherPartition } from './rules/host-other-partition.ts'
import { hostOtherRegion } from './rules/host-other-region.ts'
import { hostPath } from './rules/host-path.ts'
import { hostPort } from './rules/host-port.ts'
import { hostScheme } from './rules/host-scheme.ts'
import { hostTrailingDot } from './rules/host-trailing-dot.ts'
import { hostUnknownName } from './rules/host-unknown-name.ts'
import { hostUpperCase } from './rules/host-upper-case.ts'
import { hostWhiteSpace } from './rules/host-white-space.ts'
import { peerVerificationOff } from './rules/peer-verification-off.ts'
import { portClosed } from './rules/port-closed.ts'
import { portHttps } from './rules/port-https.ts'
import { securityPolicyTls13 } from './rules/security-policy-tls13.ts'
import { securityPolicyUnknown } from './rules/security-policy-unknown.ts'
import { sniRequired } from './rules/sni-required.ts'
import { staticIp } from './rules/static-ip.ts'
import { staticIpReplacesHost } from './rules/static-ip-replaces-host.ts'
import { tlsOff } from './rules/tls-off.ts'
import { trustAnchorNotRoot1 } from './rules/trust-anchor-not-root-1.ts'
import { trustAnchorsMissing } from './rules/trust-anchors-missing.ts'

/** Every rule: first those that can end a connection, then those that only warn. Findings are told in this order. */
export const rules: readonly Rule[] = [
  firmwareUnlisted,
  expectedEndpointLegacy,
  hostWhiteSpace,
  hostScheme,
  hostPath,
  hostPort,
  hostEmpty,
  hostNotAName,
  hostIpLiteral,
  staticIpReplacesHost,
  hostTrailingDot,
  hostMissingAts,
  hostAtsForm,
  hostOtherPartition,
  hostOtherRegion,
  hostOtherAccount,
  hostCredentials,
  hostJobs,
  hostControlPlane,
  hostFipsRefused,
  hostDomainDisabled,
  hostDomainCertificate,
  hostUnknownName,
  customDomainNeedsSni,
  hostCaseRefused,
  connectHostWrong,
  portClosed,
  portHttps,
  domainProtocol,
  alpnMissing,
  tlsOff,
  trustAnchorsMissing,
  securityPolicyTls13,
  certificateSniOnly,
  sniRequired,
  certificateStatus,
  clientIdNotThing,
  clientIdNotInPolicy,
  clientIdLength,
  hostNull,
  hostFips,
  hostUpperCase,
  firmwareNoSni,
  firmwareSniInferred,
  peerVerificationOff,
  trustAnchorNotRoot1,
  securityPolicyUnknown,
  alpnUnconfirmed,
  staticIp,
  clientIdSilent,
  fallbackBroker,
  customDomainTrust,
]
