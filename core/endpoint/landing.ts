import type { ClassifiedHost, HostIdentity } from './classify-host.ts'
import type { KnownEndpoints } from './known-endpoints.ts'
import type { IotHost } from './parse-iot-host.ts'

/**
 * The server that answers at the address the device opens.
 * `data` is the MQTT broker of a Region, `legacy` its older twin with another certificate chain, `https-only` an API without
 * MQTT, `stranger` a host that AWS IoT Core does not know, `nowhere` a name that DNS cannot resolve.
 */
export interface Landing {
  server: 'data' | 'legacy' | 'fips' | 'https-only' | 'stranger' | 'nowhere'
  /** Whose Region the server serves; undefined where that cannot be told. */
  iot?: IotHost | undefined
  /** Whether the server can know the account's certificates: they exist in one Region of one account. */
  own: boolean
  /** The name or address that is opened. */
  name: string
}

const servers: Record<HostIdentity, Landing['server']> = {
  right: 'data',
  domain: 'data',
  'domain-disabled': 'data',
  'domain-certificate-invalid': 'data',
  'missing-ats': 'legacy',
  'ats-form': 'data',
  credentials: 'https-only',
  jobs: 'https-only',
  'control-plane': 'https-only',
  fips: 'fips',
  'other-partition': 'data',
  'other-region': 'data',
  'other-account': 'data',
  'unknown-name': 'stranger',
}
const resolvable = new Set<ClassifiedHost['kind']>(['none', 'ip-literal', 'trailing-dot'])

/** Where a name that is opened leads: the name that is resolved decides, not the TLS host name. */
export function landingOf(target: ClassifiedHost, known: KnownEndpoints): Landing {
  const name = target.kind === 'none' ? known.expected : target.clean
  // A literal address is taken for one of the account's own: nobody can tell from the number.
  if (target.kind === 'none' || target.kind === 'ip-literal') return { server: 'data', iot: known.iot, own: true, name }
  if (target.kind !== target.identity && !resolvable.has(target.kind)) return { server: 'nowhere', own: false, name }
  const server = servers[target.identity]
  const iot = target.iot ?? known.iot
  const own = server !== 'stranger' && (known.iot === undefined || iot?.region === known.iot.region)
  return { server, iot, own: own && iot?.partition === known.iot?.partition, name }
}
