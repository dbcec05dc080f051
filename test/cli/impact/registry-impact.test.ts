import { type RegistryDependencies, registryRows } from '../../../cli/impact/registry-rows.ts'
import { runRegistryImpact } from '../../../cli/impact/run-registry-impact.ts'
import type { DeviceAnswer } from '../../../core/api/devices.ts'
import type { OrderAnswer, OrderList } from '../../../core/api/orders.ts'
import { profileSchema } from '../../../core/api/profile.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const now = Date.parse('2026-11-22T00:00:00Z')
const target = parseFirmware('mfw_nrf9160_1.2.3')
if (!target.ok) throw new Error(target.says)
const settings = { to: target.firmware, account: { dataAts: right }, now, maxAgeDays: 30 }
const all = { orders: [], firmwares: [], certificateMode: undefined }

const device = (imei: string, orderId: string, changes: Partial<DeviceAnswer> = {}): DeviceAnswer => ({
  imei,
  thingName: `mintmark-${imei}`,
  orderId,
  state: 'registered',
  station: 'arn:aws:iam::123456789012:role/line',
  generation: 1,
  keySource: 'station',
  firmware: 'mfw_nrf9160_1.2.0',
  certificateMode: 'DEFAULT',
  reservedAt: '2026-11-01T00:00:00Z',
  confirmedAt: '2026-11-20T00:00:00Z',
  changedAt: '2026-11-20T00:00:00Z',
  ...changes,
})

const devices = [
  device('1', 'good'),
  device('2', 'good', { confirmedAt: '2026-09-01T00:00:00Z' }),
  device('3', 'good', { confirmedAt: undefined, mintedAt: '2026-11-21T00:00:00Z', state: 'minted' }),
  device('4', 'bad'),
  device('5', 'bad', { certificateMode: undefined }),
  device('6', 'bad', { state: 'scrapped' }),
  device('7', 'bad', { firmware: undefined }),
]
const order = (orderId: string) => ({
  orderId,
  profile: profileSchema.parse({ name: 'p', hostname: orderId === 'good' ? right : stranger, securityTag: 42 }),
})
const missing = { refused: 'order-not-found', params: {}, says: 'There is no such order.', next: 'Look again.' }

/** The registry with one order or device a page. */
const paged = () => {
  const asked: string[] = []
  const api: RegistryDependencies = {
    listOrders: async ({ after = 'good' }) =>
      ({ orders: [order(after)], next: after === 'good' ? 'bad' : undefined }) as unknown as OrderList,
    listDevices: async ({ order: of, firmware, after }) => {
      const found = devices.filter((one) => (of === undefined ? one.firmware === firmware : one.orderId === of))
      const at = Number(after ?? 0)
      return { devices: found.slice(at, at + 1), next: at + 1 < found.length ? String(at + 1) : undefined }
    },
    readOrder: async (orderId) => {
      asked.push(orderId)
      return orderId === 'none' ? missing : (order(orderId) as unknown as OrderAnswer)
    },
  }
  return { api, asked }
}

test('all orders and all pages are judged; each profile is asked for once', async () => {
  const { api, asked } = paged()
  const report = await runRegistryImpact(registryRows(api, all), settings, {})
  expect(report).toMatchObject({
    sums: {
      devices: 6,
      byVerdict: {
        'keeps-connecting': { devices: 2 },
        'firmware-unknown': { devices: 2 },
        'goes-dark': { devices: 1 },
        undecided: { devices: 1 },
      },
    },
    dark: [{ device: '4', firmware: 'mfw_nrf9160_1.2.0' }],
    leftOut: { scrapped: 1 },
  })
  expect(asked.sort()).toEqual(['bad', 'good'])
})

test('firmware is as old as the last time a bench read it', async () => {
  const lines: string[] = []
  const sink = { write: async (text: string) => void lines.push(text), close: async () => {} }
  await runRegistryImpact(registryRows(paged().api, all), settings, { out: { sink, format: 'csv' } })
  const rows = lines
    .join('')
    .split('\n')
    .map((line) => line.split(',').slice(0, 7).join(','))
  expect(rows[0]).toBe('device,count,firmware,firmware_source,firmware_date,firmware_known,firmware_age_days')
  expect(rows).toContain('1,1,mfw_nrf9160_1.2.0,registry,2026-11-20T00:00:00Z,fresh,2')
  expect(rows).toContain('2,1,mfw_nrf9160_1.2.0,registry,2026-09-01T00:00:00Z,stale,82')
  expect(rows).toContain('3,1,mfw_nrf9160_1.2.0,registry,2026-11-21T00:00:00Z,fresh,1')
  expect(rows).toContain('7,1,,registry,,unknown,')
})

test('orders and firmware narrow it, and a mode can be given for certificates without one', async () => {
  const question = { ...all, orders: ['bad'], certificateMode: 'DEFAULT' as const }
  expect(await runRegistryImpact(registryRows(paged().api, question), settings, {})).toMatchObject({
    sums: { devices: 3, byVerdict: { 'goes-dark': { devices: 2 } } },
  })
  const both = { ...all, orders: ['good'], firmwares: ['mfw_nrf9160_1.2.0'] }
  expect(await runRegistryImpact(registryRows(paged().api, both), settings, {})).toMatchObject({ sums: { devices: 3 } })
})

test('an order that does not exist is no fleet without risk', async () => {
  const question = { ...all, orders: ['none'] }
  expect(await runRegistryImpact(registryRows(paged().api, question), settings, {})).toEqual(missing)
})
