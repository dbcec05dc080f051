import type { DeviceConnection } from '../endpoint/endpoint-check.ts'
import { remember } from '../endpoint/remember.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import type { FleetRow } from './fleet-row.ts'

const columns = {
  device: ['device', 'imei', 'group', 'thing_name'],
  count: ['count', 'devices'],
  firmware: ['firmware', 'mfw', 'modem_firmware'],
  firmwareSource: ['firmware_source', 'source'],
  firmwareDate: ['firmware_date', 'date', 'firmware_seen_at'],
  hostname: ['hostname', 'host'],
  expectedEndpoint: ['expected_endpoint', 'endpoint'],
  certificateMode: ['certificate_mode'],
  certificateStatus: ['certificate_status'],
  port: ['port'],
  clientId: ['client_id'],
} as const
type Column = keyof typeof columns

export interface FleetHeader {
  positions: Partial<Record<Column, number>>
  width: number
  /** Where our own file of failed rows keeps the reason. */
  error: number | undefined
  /** Columns that mean nothing to us. */
  ignored: string[]
}

/** Finds the columns by name; case, blanks and hyphens do not matter. A text says what is missing. */
export function readFleetHeader(fields: readonly string[], defaults: { hostname: boolean }): FleetHeader | string {
  const names = fields.map((field) =>
    field
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_'),
  )
  const positions: FleetHeader['positions'] = {}
  for (const [column, spellings] of Object.entries(columns) as [Column, readonly string[]][]) {
    const spelling = spellings.find((one) => names.includes(one))
    if (spelling !== undefined) positions[column] = names.indexOf(spelling)
  }
  const used = new Set(Object.values(positions))
  const ignored = names.filter((name, index) => !used.has(index) && name !== 'error')
  const missing = (['device', 'firmware', ...(defaults.hostname ? [] : ['hostname' as const])] as Column[]).filter(
    (column) => positions[column] === undefined,
  )
  if (missing.length > 0) {
    return `the header has no column ${missing.map((column) => columns[column].join(' or ')).join(', and no ')}; it reads: ${fields.join(', ').slice(0, 200)}`
  }
  const error = names.includes('error') ? names.indexOf('error') : undefined
  return { positions, width: fields.length, error, ignored }
}

export interface FleetDefaults {
  /** Milliseconds since 1970. */
  now: number
  /** What holds for rows that do not say otherwise. */
  connection: Partial<DeviceConnection>
}

/** Reads rows under one header; a text says what is wrong with a row, with the value. */
export function fleetRowReader(
  { positions, width }: FleetHeader,
  { now, connection: defaults }: FleetDefaults,
): (fields: readonly string[]) => FleetRow | string {
  const firmwareError = remember((text) => {
    const parsed = parseFirmware(text)
    return parsed.ok ? undefined : parsed.says
  })
  const date = remember((text) => dateOf(text, now))
  return (fields) => {
    if (fields.length !== width) return `${fields.length} fields, the header has ${width}`
    const cell = (column: Column): string | undefined => {
      const position = positions[column]
      const text = position === undefined ? undefined : fields[position]?.trim()
      return text === '' ? undefined : text
    }
    const device = cell('device')
    if (device === undefined) return 'the device has no name'
    const count = countOf(cell('count'))
    if (typeof count === 'string') return count
    const firmware = cell('firmware')
    const malformed = firmware === undefined ? undefined : firmwareError(firmware)
    if (malformed !== undefined) return malformed
    const firmwareDateText = cell('firmwareDate') ?? ''
    const firmwareDate = date(firmwareDateText)
    if (typeof firmwareDate === 'string') return firmwareDate
    // White space in a host name is a finding, not something to clean away.
    const host = positions.hostname === undefined ? undefined : fields[positions.hostname]
    const connection = connectionOf(cell, host, defaults)
    if (typeof connection === 'string') return connection
    const [firmwareSource, expectedEndpoint] = [cell('firmwareSource'), cell('expectedEndpoint')]
    return { device, count, firmware, firmwareSource, firmwareDate, firmwareDateText, expectedEndpoint, connection }
  }
}

function connectionOf(
  cell: (column: Column) => string | undefined,
  host: string | undefined,
  defaults: Partial<DeviceConnection>,
): FleetRow['connection'] | string {
  if (host?.trim() === '') return 'the host name is empty: write null where the application sets none'
  const mode = cell('certificateMode')
  if (mode !== undefined && mode !== 'DEFAULT' && mode !== 'SNI_ONLY') {
    return `certificate mode "${mode}" is neither DEFAULT nor SNI_ONLY`
  }
  const port = cell('port')
  if (port !== undefined && !/^[1-9]\d{0,4}$/.test(port)) return `"${port}" is no port`
  const [status, clientId] = [cell('certificateStatus'), cell('clientId')]
  return {
    ...defaults,
    hostname: host === undefined ? (defaults.hostname ?? null) : /^null$/i.test(host) ? null : host,
    ...(mode !== undefined && { certificateMode: mode }),
    ...(status !== undefined && { certificateStatus: status.toUpperCase() }),
    ...(port !== undefined && { port: Number(port) }),
    ...(clientId !== undefined && { clientId }),
  }
}

function countOf(text: string | undefined): number | string {
  if (text === undefined) return 1
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : `count "${text}" is no number of devices`
}

function dateOf(text: string, now: number): number | undefined | string {
  if (text === '') return undefined
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)
    ? Date.parse(text)
    : NaN
  if (Number.isNaN(at)) return `firmware date "${text}" is no date: write YYYY-MM-DD`
  // A day of grace for clocks and time zones.
  return at > now + 86_400_000 ? `firmware date "${text}" lies in the future` : at
}
