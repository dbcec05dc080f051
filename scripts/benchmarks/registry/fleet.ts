import { createHash } from 'node:crypto'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import { luhnDigit } from '../../../core/device/luhn.ts'
import {
  deviceKey,
  orderKey,
  publicKeyKey,
  schemaVersion,
  serialKey,
} from '../../../lambdas/adapters/registry/table.ts'

export const devicesOfOrder = 500
/** The order on which new devices are made. */
export const orderOfNew = 'o-new0000000'
const states: readonly DeviceState[] = ['registered', 'confirmed', 'minted', 'suspended', 'revoked']
const hex = (text: string) => createHash('sha256').update(text).digest('hex')

/** The n-th IMEI of a fleet of up to a million. */
export const fleetImei = (n: number): string => {
  const digits = `35045${String(779_000_000 + n)}`
  return `${digits}${luhnDigit(digits)}`
}
export const orderOf = (n: number): string => `o-${String(Math.floor(n / devicesOfOrder)).padStart(10, '0')}`
export const serialOf = (n: number): string => `MM-${String(n).padStart(8, '0')}`
export const certificateOf = (n: number): string => hex(`certificate ${n}`)
export const uuidOf = (n: number): string =>
  hex(`uuid ${n}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
export const stationOf = (n: number): string => `arn:aws:iam::123456789012:role/line-${n % 16}`
/** Most of a fleet has one firmware, so that one key of its index holds them all. */
export const firmware = 'mfw_nrf9160_1.3.7'
export const stateOf = (n: number): DeviceState => states[n % states.length] ?? 'registered'
const start = Date.UTC(2026, 0, 1)
const timeOf = (n: number, step: number) => new Date(start + n * 60_000 + step * 1000).toISOString()
export const dayOf = (n: number): string => timeOf(n, 0).slice(0, 10)

/** The rows of one device that went the whole way: its own, its key's and its serial's. */
export const rowsOf = (n: number): Record<string, unknown>[] => {
  const imei = fleetImei(n)
  const certificateId = certificateOf(n)
  const by = stationOf(n)
  const publicKeySha256 = hex(`key ${n}`)
  const device: DeviceRecord = {
    imei,
    thingName: `mintmark-${imei}`,
    orderId: orderOf(n),
    state: stateOf(n),
    generation: 1,
    keySource: 'modem',
    publicKeySha256,
    certificateId,
    certificateArn: `arn:aws:iot:eu-west-1:123456789012:cert/${certificateId}`,
    certificatePemSha256: hex(`pem ${n}`).toUpperCase(),
    certificateMode: 'DEFAULT',
    serial: serialOf(n),
    firmware,
    deviceUuid: uuidOf(n),
    proof: 'digest',
    station: by,
    reservedAt: timeOf(n, 0),
    mintedAt: timeOf(n, 1),
    confirmedAt: timeOf(n, 2),
    changedAt: timeOf(n, 3),
    history: (['reserve', 'record', 'prove', 'confirm'] as const).map((change, step) => ({
      at: timeOf(n, step),
      change,
      by,
      certificateId,
    })),
  }
  const schema = schemaVersion
  return [
    { ...deviceKey(imei), schema, reservedDay: dayOf(n), ...device },
    { ...publicKeyKey(publicKeySha256), schema, ownerImei: imei, keyedFor: device.orderId, at: device.reservedAt },
    { ...serialKey(serialOf(n)), schema, ownerImei: imei },
    ...(n % devicesOfOrder === 0 ? [orderRow(device.orderId, n)] : []),
  ]
}

const host = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const profile = {
  name: 'tracker',
  hostname: host,
  port: 8883,
  securityTag: 16_842_753,
  trustAnchors: ['AmazonRootCA1'],
  keySources: ['modem', 'station', 'cloud'],
  existingCredentials: 'replace',
  proof: 'digest',
  activation: 'on-confirm',
}

/** An order with units left. */
export const orderRow = (orderId: string, n: number): Record<string, unknown> => ({
  ...orderKey(orderId),
  schema: schemaVersion,
  kind: 'order',
  orderId,
  status: 'open',
  profile,
  quantity: 2 * devicesOfOrder,
  spent: devicesOfOrder,
  stations: Array.from({ length: 16 }, (_, station) => stationOf(station)),
  reworkStations: [],
  shares: {},
  spentBy: {},
  openedAt: timeOf(n, 0),
  openedBy: 'arn:aws:iam::123456789012:user/ops',
  warnings: [],
  account: { dataAts: host },
})
