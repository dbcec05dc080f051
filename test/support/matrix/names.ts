import type { Unsettled } from '../../../core/endpoint/unsettled.ts'

/** What the sources leave open: the switches of rules, broker and modem, and whether the account still has a legacy endpoint. */
export type Open = keyof Unsettled | 'retiredEndpointTypes'

/** One thing that an application can have in its host name setting. */
export interface Name {
  is: string
  /** The TLS host name. */
  hostname: string | null
  /** The name that the application opens, where it is another; by itself it opens the host name. */
  connectHost?: string
  /** What of it nobody has confirmed: these cells are run under both positions. */
  open: readonly Open[]
}

export interface Account {
  /** The right host name. */
  right: string
  /** Endpoints of other accounts: in this Region, in another one, in GovCloud, in China. */
  others: { here: string; region: string; govCloud: string; china: string }
  /** Domain names by the name of their domain configuration. */
  domains: Readonly<Record<Domain, string>>
}

export type Domain = 'fleet' | 'off' | 'bad' | 'managed' | 'managed-off' | 'modern' | 'fixed' | 'half-fixed' | 'https'

const foreign = ['refusalLayer', 'foreignSniWithDefaultCertificate'] as const
const nobodys = ['refusalLayer', 'unresolvableSni'] as const
const spelling = ['nameCheck'] as const
const address = [...nobodys, 'addressAsSni'] as const

/** Every name of the matrix, for one account. */
export const namesOf = ({ right, others, domains }: Account): Name[] => {
  const prefix = right.split('-ats')[0] ?? ''
  const regional = right.slice(right.indexOf('.iot.') + 1)
  const legacy = `${prefix}.${regional}`
  const byItself: [string, string | null, (readonly Open[])?][] = [
    ['the right host', right],
    ["another account's host", others.here, foreign],
    ['without -ats', legacy],
    ["another Region's host", others.region],
    ["GovCloud's host", others.govCloud],
    ["China's host", others.china],
    ['".ats" as in China', `${prefix}.ats.${regional}`, nobodys],
    ['the credential provider', `${prefix}.credentials.${regional}`],
    ['the jobs endpoint', `${prefix}.jobs.${regional}`],
    ['the control plane', regional],
    ['the FIPS endpoint', 'data.iot-fips.eu-west-1.amazonaws.com'],
    ['an IPv4 address', '198.51.100.7', address],
    ['an IPv6 address', '2001:db8::7', address],
    ['an empty name', ''],
    ['upper case', right.toUpperCase(), spelling],
    ['upper case of another account', others.here.toUpperCase(), [...foreign, ...spelling]],
    ['a final dot', `${right}.`, [...nobodys, ...spelling]],
    ['the port left in', `${right}:8883`],
    ['the scheme left in', `mqtts://${right}`],
    ['a path left in', `${right}/mqtt`],
    ['white space', `${right} `],
    ['an invisible character', `${right}\u200b`],
    ['an underscore', 'my_host.example.org'],
    ['a name outside AWS', 'mqtt.example.org'],
    ['a name of AWS and of no service', 'xxx.amazonaws.com'],
    ['a custom domain', domains.fleet],
    ['a custom domain in upper case', domains.fleet.toUpperCase(), spelling],
    ['a disabled domain', domains.off, ['disabledDomain']],
    ['a domain with an invalid certificate', domains.bad],
    ['an AWS-managed domain', domains.managed],
    ['a disabled AWS-managed domain', domains['managed-off']],
    ['a domain for TLS 1.3 only', domains.modern],
    ['a domain for MQTT on every port', domains.fixed],
    ['a domain for MQTT, with any authentication', domains['half-fixed']],
    ['a domain for HTTPS', domains.https],
  ]
  // The application opens one name and verifies another, or none: two settings, as in mqtt_simple.
  const opened: [string, string | null, string, (readonly Open[])?][] = [
    ['NULL', null, right],
    ["NULL, and another account's host opened", null, others.here],
    ["NULL, and another Region's host opened", null, others.region],
    ['NULL, and a name with a space opened', null, `${right} `],
    ['an empty name, and the right host opened', '', right],
    ["another account's host named, the right one opened", others.here, right, foreign],
    ["the right host named, another account's opened", right, others.here],
    ["the right host named, another Region's opened", right, others.region],
    ["another Region's host named, the right one opened", others.region, right, nobodys],
    ['the legacy host named, the right one opened', legacy, right, [...nobodys, 'retiredEndpointTypes']],
    ['the credential provider named, the right host opened', `${prefix}.credentials.${regional}`, right],
    ['the control plane named, the right host opened', regional, right, nobodys],
    ['a scheme in the name, the right host opened', `mqtts://${right}`, right, nobodys],
    ['the port in the name, the right host opened', `${right}:8883`, right, nobodys],
    ['white space in the name, the right host opened', ` ${right}`, right, nobodys],
    ['a name outside AWS, the right host opened', 'mqtt.example.org', right, nobodys],
    ['a custom domain named, the right host opened', domains.fleet, right],
  ]
  return [
    ...byItself.map(([is, hostname, open = []]) => ({ is, hostname, open })),
    ...opened.map(([is, hostname, connectHost, open = []]) => ({ is, hostname, connectHost, open })),
  ]
}
