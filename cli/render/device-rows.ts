import type { DeviceAnswer } from '../../core/api/devices.ts'
import { csvLine } from '../../core/impact/csv-line.ts'

/** Columns of an export; `imei` is what a batch reads. */
export const deviceColumns = [
  'imei',
  'serial',
  'state',
  'orderId',
  'station',
  'firmware',
  'thingName',
  'certificateId',
  'deviceUuid',
  'keySource',
  'proof',
  'generation',
  'reservedAt',
  'mintedAt',
  'confirmedAt',
  'registeredAt',
  'lastSeenAt',
  'changedAt',
  'alerts',
] as const satisfies readonly (keyof DeviceAnswer | 'alerts')[]

/** What is held against a device, by name. */
export const alertsOf = ({ cloneSuspectedAt, securityEvent }: DeviceAnswer): string[] => [
  ...(cloneSuspectedAt === undefined ? [] : ['clone-suspected']),
  ...(securityEvent === undefined ? [] : [securityEvent.event]),
]

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it: serial numbers come from a scanner, firmware
 * names from a modem (OWASP, "CSV Injection").
 */
const asText = (cell: string | number): string | number =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

/** A device as a line of CSV. */
export const deviceCsv = (device: DeviceAnswer): string =>
  csvLine(deviceColumns.map((name) => asText(name === 'alerts' ? alertsOf(device).join(' ') : (device[name] ?? ''))))

const shortest = (text: string | undefined, length: number) => (text ?? '').slice(0, length).padEnd(length)

/** The heading of the lines below; fixed widths, since pages come one by one. */
export const deviceHeading = [
  'IMEI'.padEnd(15),
  'state'.padEnd(10),
  'order'.padEnd(12),
  'firmware'.padEnd(18),
  'serial',
].join('  ')

/** A device as a line for people. */
export const deviceLine = (device: DeviceAnswer): string =>
  [
    device.imei,
    shortest(device.state, 10),
    shortest(device.orderId, 12),
    shortest(device.firmware, 18),
    [device.serial ?? '', ...alertsOf(device).map((alert) => `(${alert})`)].join(' ').trim(),
  ]
    .join('  ')
    .trimEnd()
