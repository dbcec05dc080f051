import type { AccountEndpoints, DomainConfiguration } from './endpoint-check.ts'
import { type IotHost, parseIotHost } from './parse-iot-host.ts'

/** The account's endpoints, taken apart once and used for every device. */
export interface KnownEndpoints {
  account: AccountEndpoints
  /** The one right host name, in lower case. */
  expected: string
  /** Undefined where the expected endpoint is a custom domain. */
  iot: IotHost | undefined
  /** Every domain configuration for data, by domain name in lower case. */
  domains: ReadonlyMap<string, DomainConfiguration>
  /** Host names of the account's domain configurations, credential provider and jobs, in lower case. */
  names: ReadonlySet<string>
}

export function knownEndpoints(account: AccountEndpoints): KnownEndpoints {
  const expected = account.dataAts.trim().toLowerCase()
  const domains = new Map<string, DomainConfiguration>()
  const names = new Set<string>()
  for (const domain of account.domainConfigurations ?? []) {
    const name = domain.domainName.trim().toLowerCase()
    names.add(name)
    if (domain.serviceType === 'DATA') domains.set(name, domain)
  }
  for (const name of [account.credentialProvider, account.jobs]) if (name) names.add(name.toLowerCase())
  return { account, expected, iot: parseIotHost(expected), domains, names }
}

/** Whether AWS serves this domain: a disabled one, or one with an invalid certificate, is as good as none. */
export function isServed(domain: DomainConfiguration): boolean {
  return domain.status === 'ENABLED' && domain.serverCertificateStatus !== 'INVALID'
}
