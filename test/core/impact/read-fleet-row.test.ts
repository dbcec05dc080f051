import { fleetRowReader, readFleetHeader } from '../../../core/impact/read-fleet-row.ts'

const now = Date.parse('2026-11-22T00:00:00Z')

function header(...fields: string[]) {
  const read = readFleetHeader(fields, { hostname: false })
  if (typeof read === 'string') throw new Error(read)
  return read
}
const full = header(
  'IMEI',
  'Firmware',
  'firmware-source',
  'Firmware Date',
  'hostname',
  'count',
  'certificate_mode',
  'port',
  'colour',
)
const read = fleetRowReader(full, { now, connection: {} })

test('columns are found by name', () => {
  expect(full).toMatchObject({ width: 9, error: undefined, ignored: ['colour'] })
  expect(readFleetHeader(['device', 'hostname'], { hostname: false })).toContain('no column firmware or mfw')
  expect(readFleetHeader(['device', 'mfw'], { hostname: false })).toContain('no column hostname or host')
  expect(readFleetHeader(['group', 'mfw', 'error'], { hostname: true })).toMatchObject({ error: 2, ignored: [] })
})

test('a row', () => {
  expect(
    read(['350', ' mfw_nrf9160_1.2.0 ', 'registry', '2026-11-01', 'h.example', '12', 'DEFAULT', '443', 'red']),
  ).toEqual({
    device: '350',
    count: 12,
    firmware: 'mfw_nrf9160_1.2.0',
    firmwareSource: 'registry',
    firmwareDate: Date.parse('2026-11-01'),
    firmwareDateText: '2026-11-01',
    expectedEndpoint: undefined,
    connection: { hostname: 'h.example', certificateMode: 'DEFAULT', port: 443 },
  })
})

test('empty cells are unknown; NULL is a host name; dirt in it stays', () => {
  expect(read(['350', '', '', '', 'NULL', '', '', '', ''])).toMatchObject({
    count: 1,
    firmware: undefined,
    firmwareDate: undefined,
    connection: { hostname: null },
  })
  expect(read(['350', '', '', '', ' h.example', '', '', '', ''])).toMatchObject({
    connection: { hostname: ' h.example' },
  })
})

test('defaults hold where the file says nothing', () => {
  const one = fleetRowReader(header('device', 'mfw', 'host'), {
    now,
    connection: { certificateMode: 'SNI_ONLY', port: 443 },
  })
  expect(one(['1', '', 'h.example'])).toMatchObject({
    connection: { hostname: 'h.example', certificateMode: 'SNI_ONLY', port: 443 },
  })
  const read = readFleetHeader(['device', 'mfw'], { hostname: true })
  if (typeof read === 'string') throw new Error(read)
  expect(fleetRowReader(read, { now, connection: { hostname: 'd.example' } })(['1', ''])).toMatchObject({
    connection: { hostname: 'd.example' },
  })
})

const row = (change: Partial<Record<number, string>>) =>
  read(
    ['350', 'mfw_nrf9160_1.2.0', 'x', '2026-11-01', 'h', '1', 'DEFAULT', '8883', ''].map(
      (field, index) => change[index] ?? field,
    ),
  )

test.each([
  [{ 0: ' ' }, 'the device has no name'],
  [{ 1: '1.2.0' }, '"1.2.0" is no modem firmware'],
  [{ 3: '01.11.2026' }, 'firmware date "01.11.2026" is no date'],
  [{ 3: '2026-13-01' }, 'firmware date "2026-13-01" is no date'],
  [{ 3: '2027-01-01' }, 'lies in the future'],
  [{ 4: ' ' }, 'the host name is empty: write null'],
  [{ 5: '-3' }, 'count "-3" is no number of devices'],
  [{ 6: 'SNI' }, 'neither DEFAULT nor SNI_ONLY'],
  [{ 7: 'x' }, '"x" is no port'],
])('%j is told', (change, says) => {
  expect(row(change)).toContain(says)
})

test('too few fields are told', () => {
  expect(read(['350'])).toBe('1 fields, the header has 9')
})
