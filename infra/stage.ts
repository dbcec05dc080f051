import { X509Certificate } from 'node:crypto'
import type { Environment } from 'aws-cdk-lib/core'

/**
 * How IoT logging, of which an account has one per Region, is treated: `create` turns it on, `adopt` leaves the
 * existing role and level alone and prepares only a place for our events, `off` does neither.
 */
export type IotLogging = 'create' | 'adopt' | 'off'

/** What ops may say about a stage; everything else follows from it. */
export interface StageProps {
  /** Part of every name AWS keeps: 1 to 16 lower-case letters and digits, starting with a letter. */
  readonly name: string
  /**
   * Prefix of every thing name and MQTT client ID: 1 to 32 letters and digits.
   * @default 'mintmark'
   */
  readonly fleet?: string
  /**
   * Account and Region.
   * @default - those of the credentials at deployment
   */
  readonly env?: Environment
  /** @default 'create' */
  readonly iotLogging?: IotLogging
  /**
   * Requests a second and burst of the whole HTTP API.
   * @default 100 a second, bursts of 200: fifteen times 16 stations that make four calls a unit and a unit every 10 s
   */
  readonly throttle?: { readonly ratePerSecond: number; readonly burst: number }
  /**
   * Days, one of the periods CloudWatch Logs knows.
   * @default 90
   */
  readonly logRetentionDays?: number
  /**
   * Who is told when an alarm goes off; AWS asks that address to confirm.
   * @default - nobody: subscribe to the topic by hand
   */
  readonly alarmEmail?: string
  /**
   * Certificate of the CA of the stations, in PEM, as `mintmark station authority` makes it from the key in the stations
   * stack (docs/stations.md).
   * @default - none yet: the stack holds the key alone, or what its parameter was given
   */
  readonly stationCaCertificate?: string
  /**
   * How long a station's certificate lasts.
   * @default 365
   */
  readonly stationCertificateDays?: number
  /**
   * How many days after its confirmation a device should have connected: what the fleet view calls late. Longer than
   * devices lie in a warehouse.
   * @default 14
   */
  readonly firstConnectDays?: number
  /**
   * The table that holds the registry, where point-in-time recovery restored it under another name (docs/deploy.md). The
   * name begins with that of the stage's own table, so that no stage takes up the table of another one.
   * @default - `mintmark-<stage>-registry`, which the stack makes
   */
  readonly registryTable?: string
}

type Optional = 'env' | 'alarmEmail' | 'stationCaCertificate' | 'registryTable'
export type Stage = Required<Omit<StageProps, Optional>> & Pick<StageProps, Optional>

const longestName = 16
const longestFleet = 32
const highestRate = 10_000
const highestBurst = 5_000
const longestStation = 3650
const longestWait = 3650
const longestTableName = 255
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]
const iotLoggings: readonly string[] = ['create', 'adopt', 'off'] satisfies IotLogging[]

const isWithin = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most

const isRestored = (table: string, stage: string) =>
  table.startsWith(`mintmark-${stage}-registry-`) && /^[\w.-]*\w$/.test(table) && table.length <= longestTableName

const isAuthority = (pem: string) => {
  try {
    return new X509Certificate(pem).ca
  } catch {
    return false
  }
}

/** Fills in the defaults and throws on values that AWS would refuse only in the middle of a deployment. */
export const defineStage = (props: StageProps): Stage => {
  const { name } = props
  const stage: Stage = {
    fleet: 'mintmark',
    iotLogging: 'create',
    throttle: { ratePerSecond: 100, burst: 200 },
    logRetentionDays: 90,
    stationCertificateDays: 365,
    firstConnectDays: 14,
    ...props,
  }
  const { fleet, throttle } = stage
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) throw new Error(`Stage '${name}': ${sentence}`)
  }
  // Topic rule names take no hyphen, and function names end at 64 characters.
  expect(
    /^[a-z][a-z0-9]*$/.test(name) && name.length <= longestName,
    `the name takes 1 to ${longestName} lower-case letters and digits and starts with a letter`,
  )
  // The fleet stands before the hyphen of '<fleet>-<imei>', by which the topic rule and IAM conditions match.
  expect(
    /^[A-Za-z0-9]+$/.test(fleet) && fleet.length <= longestFleet,
    `fleet takes 1 to ${longestFleet} letters and digits, not '${fleet}'`,
  )
  expect(iotLoggings.includes(stage.iotLogging), `iotLogging is one of ${iotLoggings}, not '${stage.iotLogging}'`)
  expect(
    isWithin(throttle.ratePerSecond, highestRate) && isWithin(throttle.burst, highestBurst),
    `throttle takes whole numbers, 1 to ${highestRate} a second with a burst of 1 to ${highestBurst}, ` +
      `not ${throttle.ratePerSecond} with ${throttle.burst}`,
  )
  expect(
    retentions.includes(stage.logRetentionDays),
    `logRetentionDays is one of ${retentions.join(', ')}, not ${stage.logRetentionDays}`,
  )
  expect(
    stage.alarmEmail === undefined || /^[^\s@]+@[^\s@]+$/.test(stage.alarmEmail),
    `alarmEmail takes an e-mail address, not '${stage.alarmEmail}'`,
  )
  expect(
    isWithin(stage.stationCertificateDays, longestStation),
    `stationCertificateDays is a whole number of days from 1 to ${longestStation}, not ${stage.stationCertificateDays}`,
  )
  expect(
    isWithin(stage.firstConnectDays, longestWait),
    `firstConnectDays is a whole number of days from 1 to ${longestWait}, not ${stage.firstConnectDays}`,
  )
  expect(
    stage.registryTable === undefined || isRestored(stage.registryTable, name),
    `registryTable is a restored table and begins with 'mintmark-${name}-registry-', not '${stage.registryTable}'`,
  )
  expect(
    stage.stationCaCertificate === undefined || isAuthority(stage.stationCaCertificate),
    'stationCaCertificate is not the PEM certificate of a CA; `mintmark station authority` makes one',
  )
  return stage
}
