import { profileSchema } from '../../../core/api/profile.ts'
import type { AccountEndpoints, DomainConfiguration } from '../../../core/endpoint/endpoint-check.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'
import { profileDrift } from '../../../core/order/profile-drift.ts'

const dataAts = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const fleet: DomainConfiguration = {
  name: 'fleet',
  domainName: 'mqtt.example.com',
  status: 'ENABLED',
  serverCertificateStatus: 'VALID',
  serviceType: 'DATA',
  securityPolicy: 'IoTSecurityPolicy_TLS13_1_2_2022_10',
}
const then: AccountEndpoints = {
  dataAts,
  securityPolicy: 'IoTSecurityPolicy_TLS13_1_2_2022_10',
  domainConfigurations: [fleet],
}
const modern = 'IoTSecurityPolicy_TLS13_1_3_2022_10'
const order = (hostname: string | null, more: Partial<OrderRecord> = {}): OrderRecord => ({
  orderId: 'o-1',
  status: 'open',
  profile: profileSchema.parse({ name: 'tracker', hostname, securityTag: 42 }),
  quantity: 1,
  spent: 1,
  stations: [],
  reworkStations: [],
  shares: {},
  spentBy: {},
  openedAt: '2026-11-01T00:00:00Z',
  openedBy: 'ops',
  warnings: [],
  account: then,
  ...more,
})
const whats = (given: OrderRecord, now: AccountEndpoints) => profileDrift(given, now).map(({ what }) => what)
const withFleet = (changes: Partial<DomainConfiguration>) => ({
  ...then,
  domainConfigurations: [{ ...fleet, ...changes }],
})

test('an account as it was tells nothing', () => {
  for (const hostname of [dataAts, 'mqtt.example.com', null]) expect(profileDrift(order(hostname), then)).toEqual([])
})

test.each<[string, Partial<DomainConfiguration>, string[]]>([
  ['is disabled', { status: 'DISABLED' }, ['domain-configuration', 'would-not-connect']],
  ['has lost its certificate', { serverCertificateStatus: 'INVALID' }, ['domain-configuration', 'would-not-connect']],
  ['allows TLS 1.3 only', { securityPolicy: modern }, ['domain-configuration', 'would-not-connect']],
  ['is for HTTPS', { applicationProtocol: 'HTTPS' }, ['domain-configuration', 'would-not-connect']],
  ['is for MQTT', { applicationProtocol: 'SECURE_MQTT', authenticationType: 'AWS_X509' }, ['domain-configuration']],
])('a domain that devices connect to %s', (_, changes, what) => {
  expect(whats(order('mqtt.example.com'), withFleet(changes))).toEqual(what)
  expect(whats(order('MQTT.example.com'), withFleet(changes))).toEqual(what)
  // Those who connect elsewhere do not care.
  expect(whats(order(dataAts), withFleet(changes))).toEqual([])
})

test('what was and what is are told, with the way out', () => {
  expect(profileDrift(order('mqtt.example.com'), withFleet({ status: 'DISABLED' }))[0]).toMatchObject({
    orderId: 'o-1',
    profile: 'tracker',
    hostname: 'mqtt.example.com',
    was: expect.stringContaining('fleet, ENABLED, certificate VALID'),
    is: expect.stringContaining('fleet, DISABLED'),
    fix: expect.stringContaining('update-domain-configuration'),
  })
})

test('a domain that is gone, or an endpoint that is another', () => {
  expect(whats(order('mqtt.example.com'), { dataAts, domainConfigurations: [] })).toEqual([
    'domain-configuration',
    'would-not-connect',
  ])
  const moved = { ...then, dataAts: 'z9y8x7w6v5u4t3-ats.iot.eu-west-1.amazonaws.com' }
  expect(whats(order(dataAts), moved)).toEqual(['endpoint', 'would-not-connect'])
})

test('the policy of the endpoint is met by those who name it', () => {
  const now = { ...then, securityPolicy: modern }
  expect(whats(order(dataAts), now)).toEqual(['security-policy', 'would-not-connect'])
  expect(whats(order('mqtt.example.com'), now)).toEqual([])
})

test('what was seen before is not told again, and what would not connect is', () => {
  const now = withFleet({ status: 'DISABLED' })
  expect(whats(order('mqtt.example.com', { accountSeen: now }), now)).toEqual(['would-not-connect'])
  expect(whats(order('mqtt.example.com', { accountSeen: now }), then)).toEqual(['domain-configuration'])
})

test('an order that was opened against the check is told of changes only', () => {
  const stranger = 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
  expect(profileDrift(order(stranger, { overrideReason: 'on purpose' }), then)).toEqual([])
  expect(whats(order('mqtt.example.com', { overrideReason: 'on purpose' }), withFleet({ status: 'DISABLED' }))).toEqual(
    ['domain-configuration'],
  )
})
