import { type ClassifiedHost, classifyHost } from '../../endpoint/classify-host.ts'
import type { KnownEndpoints } from '../../endpoint/known-endpoints.ts'
import { parseIotHost } from '../../endpoint/parse-iot-host.ts'

export interface WhoseHost {
  kind: ClassifiedHost['kind'] | 'not-compared'
  right: boolean
  /** Goes on after the name: "the endpoint of another account in eu-west-1". */
  says: string
}

const phrases: Partial<Record<ClassifiedHost['kind'], string>> = {
  none: 'no name at all',
  right: 'the right endpoint',
  domain: "one of the account's own domains",
  'domain-disabled': 'a domain configuration of the account that is not enabled',
  'domain-certificate-invalid': 'a domain configuration of the account whose server certificate is invalid',
  'missing-ats': "the account's legacy endpoint, without -ats",
  'ats-form': "the account's name with -ats in the wrong form for its partition",
  credentials: 'a credential-provider endpoint, which speaks no MQTT',
  jobs: 'a jobs endpoint, which speaks no MQTT',
  'control-plane': 'the control-plane endpoint, which speaks no MQTT',
  fips: 'the FIPS endpoint, which belongs to no account',
  'unknown-name': 'no endpoint of the account',
  'ip-literal': 'an IP address, which cannot be a server name',
}

/** Says whose host a name is, seen from the account; without one it says only what the name itself tells. */
export const whoseHost = (name: string, account: KnownEndpoints | null): WhoseHost => {
  const region = parseIotHost(name.toLowerCase())?.region
  if (account === null) {
    const says = region === undefined ? 'no AWS IoT endpoint by its form' : `an AWS IoT endpoint in ${region}`
    return { kind: 'not-compared', right: false, says }
  }
  const { kind } = classifyHost(name, account)
  const right = kind === 'right' || kind === 'domain'
  if (kind === 'other-account') return { kind, right, says: `the endpoint of another account in ${region}` }
  if (kind === 'other-region' || kind === 'other-partition') {
    return {
      kind,
      right,
      says: `an endpoint in ${region}, while the account's is in ${account.iot?.region ?? 'a domain of its own'}`,
    }
  }
  return { kind, right, says: phrases[kind] ?? 'not a clean host name' }
}
