export type IotService = 'data' | 'credentials' | 'jobs' | 'control' | 'fips'
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov'

/** A host name of AWS IoT Core, taken apart (AWS developer guide, `iot-connect-devices`). */
export interface IotHost {
  service: IotService
  /** One per account and Region; empty for hosts that belong to no account. */
  prefix: string
  /** `-ats` before `.iot.`, `.ats` in China, or neither (the legacy endpoint). */
  ats: 'hyphen' | 'dot' | 'none'
  region: string
  partition: Partition
  /** `amazonaws.com` or `amazonaws.com.cn`. */
  suffix: string
}

const shape =
  /^(?:([a-z0-9]+)(-ats|\.ats)?\.(?:(credentials|jobs)\.)?)?(?:iot|(data\.iot-fips))\.([a-z]{2,4}(?:-[a-z]+)+-\d{1,2})\.(amazonaws\.com(?:\.cn)?)$/

/** Takes a clean, lower-case host name apart; undefined if it is no host of AWS IoT Core. */
export function parseIotHost(host: string): IotHost | undefined {
  // Nearly every other name ends here, without the cost of the expression.
  if (!host.includes('amazonaws.com')) return undefined
  const match = shape.exec(host)
  if (!match) return undefined
  const [, prefix = '', ats, named, fips, region = '', suffix = ''] = match
  if (fips !== undefined && prefix !== '') return undefined
  return {
    service: serviceOf(prefix, named, fips),
    prefix,
    ats: ats === '-ats' ? 'hyphen' : ats === '.ats' ? 'dot' : 'none',
    region,
    partition: partitionOf(region, suffix),
    suffix,
  }
}

function serviceOf(prefix: string, named: string | undefined, fips: string | undefined): IotService {
  if (fips !== undefined) return 'fips'
  if (named === 'credentials' || named === 'jobs') return named
  return prefix === '' ? 'control' : 'data'
}

function partitionOf(region: string, suffix: string): Partition {
  if (suffix === 'amazonaws.com.cn') return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
