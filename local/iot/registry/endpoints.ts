import type { IotContext } from '../context.ts'
import { iotError } from '../errors.ts'
import type { DomainRow } from '../tables.ts'
import { zoneOf } from './zone.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const retired = ['iot:Data', 'iot:Jobs']

/** `length` random lower-case letters and digits. */
export const randomName = ({ random }: IotContext, length: number): string =>
  [...random(length)].map((byte) => alphabet[byte % alphabet.length]).join('')

/** The account's name in its host names: 14 lower-case letters and digits, made once and then never another (reference 2.4). */
const prefix = (iot: IotContext): string => {
  const known = iot.tables.settings.get('endpoint-prefix')
  if (known !== undefined) return known
  const made = `a${randomName(iot, 13)}`
  iot.tables.settings.put('endpoint-prefix', made)
  return made
}

/** The one right SNI of devices: the address of endpoint type `iot:Data-ATS`. */
export const dataEndpoint = (iot: IotContext): string => endpointAddress(iot, 'iot:Data-ATS')

/** Host name by endpoint type (reference 4.1). Throws InvalidRequestException for a type that is unknown or retired. */
export const endpointAddress = (iot: IotContext, endpointType: string): string => {
  const { base, dataHost } = zoneOf(iot.region)
  if (retired.includes(endpointType) && iot.switches.retiredEndpointTypes === 'refused')
    throw iotError('InvalidRequestException', `Endpoint type ${endpointType} is not available to this account`)
  switch (endpointType) {
    case 'iot:Data-ATS':
      return dataHost(prefix(iot))
    case 'iot:Data':
      return `${prefix(iot)}.${base}`
    case 'iot:CredentialProvider':
      return `${prefix(iot)}.credentials.${base}`
    case 'iot:Jobs':
      return `${prefix(iot)}.jobs.${base}`
    default:
      throw iotError('InvalidRequestException', `Endpoint type ${endpointType} is not one the local IoT Core knows`)
  }
}

/** The domain configurations that every account has, and those made since, by name. */
export const domains = (iot: IotContext): DomainRow[] => {
  const types = { 'iot:Data-ATS': 'DATA', 'iot:CredentialProvider': 'CREDENTIAL_PROVIDER', 'iot:Jobs': 'JOBS' } as const
  for (const [name, serviceType] of Object.entries(types)) {
    if (iot.tables.domains.get(name) !== undefined || isRefused(iot, name)) continue
    iot.tables.domains.put(name, {
      domainConfigurationName: name,
      id: randomName(iot, 5),
      domainName: endpointAddress(iot, name),
      domainType: 'ENDPOINT',
      serviceType,
      status: 'ENABLED',
      serverCertificateArns: [],
      securityPolicy: 'IoTSecurityPolicy_TLS13_1_2_2022_10',
      authenticationType: 'DEFAULT',
      applicationProtocol: 'DEFAULT',
      statusChangedAt: iot.clock(),
    })
  }
  return iot.tables.domains.entries().map(([, row]) => row)
}

const isRefused = ({ switches }: IotContext, endpointType: string): boolean =>
  retired.includes(endpointType) && switches.retiredEndpointTypes === 'refused'

/** Why AWS lets no device in by a domain configuration, as its log calls it (reference 7.3); undefined when it does. */
export const whyUnserved = ({ status, serviceType }: DomainRow) => {
  if (status === 'DISABLED') return 'DOMAIN_CONFIGURATION_DISABLED'
  return serviceType === 'DATA' ? undefined : 'DOMAIN_CONFIGURATION_INVALID'
}

/**
 * Whose a host name in SNI is: ours (and under which domain configuration), another account's in this Region, nobody's, or
 * every account's, as the FIPS endpoint is.
 */
export type HostOwner =
  | { owner: 'ours'; domain?: DomainRow }
  | { owner: 'another-account' }
  | { owner: 'every-account' }
  | { owner: 'nobody' }

export const ownerOf = (iot: IotContext, host: string): HostOwner => {
  const name = host.toLowerCase()
  const domain = domains(iot).find((row) => row.domainName === name)
  if (domain !== undefined) return { owner: 'ours', domain }
  if (!isRefused(iot, 'iot:Data') && name === endpointAddress(iot, 'iot:Data')) return { owner: 'ours' }
  const { base, fips } = zoneOf(iot.region)
  if (name === fips) return { owner: 'every-account' }
  const account = name.endsWith(`.${base}`) ? name.slice(0, -base.length - 1) : ''
  const isAccountHost = /^[a-z0-9]+([-.]ats)?$/.test(account)
  return { owner: isAccountHost && account.split(/[-.]/)[0] !== prefix(iot) ? 'another-account' : 'nobody' }
}
