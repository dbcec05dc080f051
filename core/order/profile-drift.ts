import type { AccountEndpoints, DomainConfiguration } from '../endpoint/endpoint-check.ts'
import { explainRefusal } from '../refusals/refusal.ts'
import { checkProfile } from './check-profile.ts'
import type { OrderRecord } from './order-record.ts'

/** One thing that is not as it was when devices were made to a profile. */
export interface ProfileDrift {
  orderId: string
  /** Name of the profile, and the host name that its devices have. */
  profile: string
  hostname: string | null
  what: 'endpoint' | 'security-policy' | 'domain-configuration' | 'would-not-connect'
  was: string
  is: string
  says: string
  fix: string
}

const domainOf = (account: AccountEndpoints, hostname: string | null): DomainConfiguration | undefined =>
  account.domainConfigurations?.find(({ domainName }) => domainName.toLowerCase() === hostname?.toLowerCase())

/** What devices meet of a domain configuration, as one text; DEFAULT is what they meet where nothing is set. */
const describe = (domain: DomainConfiguration | undefined): string => {
  if (domain === undefined) return 'none'
  const { name, status, serverCertificateStatus, securityPolicy, applicationProtocol, authenticationType } = domain
  const facts = [status, serverCertificateStatus && `certificate ${serverCertificateStatus}`, securityPolicy]
  const all = [name, ...facts, applicationProtocol, authenticationType]
  return all.filter((fact) => fact !== undefined && fact !== 'DEFAULT').join(', ')
}

/**
 * What changed in the account under devices that were made to the order's profile: since the account was last looked at, or
 * since the order was opened. An order that was opened against the check is not blamed for what the check had said.
 */
export const profileDrift = (order: OrderRecord, now: AccountEndpoints): ProfileDrift[] => {
  const before = order.accountSeen ?? order.account
  const { orderId, profile } = order
  const { hostname } = profile
  const [was, is] = [describe(domainOf(before, hostname)), describe(domainOf(now, hostname))]
  const drifts: ProfileDrift[] = []
  const add = (drift: Pick<ProfileDrift, 'what' | 'was' | 'is' | 'says' | 'fix'>) =>
    drifts.push({ orderId, profile: profile.name, hostname, ...drift })

  if (before.dataAts !== now.dataAts)
    add({
      what: 'endpoint',
      was: before.dataAts,
      is: now.dataAts,
      says: `The account's endpoint was ${before.dataAts} and is ${now.dataAts}.`,
      fix: 'AWS never changes it: check that this stack runs in the account and Region that the devices were made for.',
    })
  // Met only by devices that name the account's own endpoint; a domain configuration has a policy of its own.
  if (hostname?.toLowerCase() === before.dataAts && before.securityPolicy !== now.securityPolicy)
    add({
      what: 'security-policy',
      was: before.securityPolicy ?? 'none',
      is: now.securityPolicy ?? 'none',
      says: `The security policy of the account's endpoint was ${before.securityPolicy} and is ${now.securityPolicy}.`,
      fix: 'nRF91 modems speak TLS 1.2: keep a policy that allows it.',
    })
  if (was !== is)
    add({
      what: 'domain-configuration',
      was,
      is,
      says: `The domain configuration of ${hostname}, which the devices connect to, was (${was}) and is (${is}).`,
      fix: 'If nobody meant that, put it back with aws iot update-domain-configuration.',
    })
  const { refusal } = order.overrideReason === undefined ? checkProfile(profile, now) : { refusal: undefined }
  if (refusal?.refusal === 'profile-would-not-connect') {
    const { says, next } = explainRefusal(refusal)
    add({ what: 'would-not-connect', was: 'connects', is: refusal.params.outcome, says, fix: next })
  }
  return drifts
}
