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
}

export function knownEndpoints(account: AccountEndpoints): KnownEndpoints {
  const expected = account.dataAts.trim().toLowerCase()
  const domains = new Map<string, DomainConfiguration>()
  for (const domain of account.domainConfigurations ?? []) {
    if (domain.serviceType === 'DATA') domains.set(domain.domainName.trim().toLowerCase(), domain)
  }
  return { account, expected, iot: parseIotHost(expected), domains }
}

/** Whether AWS serves this domain: a disabled one, or one with an invalid certificate, is as good as none. */
export function isServed(domain: DomainConfiguration): boolean {
  return domain.status === 'ENABLED' && domain.serverCertificateStatus !== 'INVALID'
}
