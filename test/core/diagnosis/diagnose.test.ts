import { profileSchema } from '../../../core/api/profile.ts'
import type { DeviceRecord } from '../../../core/device/device-record.ts'
import { allCauses, diagnose } from '../../../core/diagnosis/diagnose.ts'
import type { Attempt, DiagnosisFacts } from '../../../core/diagnosis/diagnosis-facts.ts'

const imei = '352656100367872'
const thingName = `mintmark-${imei}`
const host = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const certificateId = 'ab'.repeat(32)
const certificateArn = `arn:aws:iot:eu-west-1:123456789012:cert/${certificateId}`
const at = '2026-11-20T00:00:00.000Z'

const device: DeviceRecord = {
  ...{ imei, thingName, orderId: 'o-1', state: 'confirmed', generation: 1, keySource: 'modem', station: 's' },
  ...{ certificateId, certificateArn, firmware: 'mfw_nrf9160_1.3.7', reservedAt: at, changedAt: at, confirmedAt: at },
}
const read = <T>(value: T) => ({ read: true, value }) as const
const unread = { read: false, why: 'the door was shut' } as const

const facts = (changes: Partial<DiagnosisFacts> = {}): DiagnosisFacts => ({
  ...{ imei, thingName, now: Date.parse('2026-11-22T00:00:00Z'), device },
  deployed: { policyName: 'p', policyDocument: '{"a":1}', thingType: 't', iotLogGroup: 'logs', registryTable: 'r' },
  order: {
    ...{
      orderId: 'o-1',
      status: 'open',
      quantity: 1,
      spent: 1,
      stations: [],
      reworkStations: [],
      shares: {},
      spentBy: {},
    },
    ...{ openedAt: at, openedBy: 'ops', warnings: [], account: { dataAts: host } },
    profile: profileSchema.parse({ name: 'tracker', hostname: host, securityTag: 1 }),
  },
  certificate: read({ status: 'ACTIVE', certificateMode: 'DEFAULT', notAfter: '2049-12-31T00:00:00.000Z' }),
  thing: read([{ to: certificateArn, isExclusive: true }]),
  things: read([{ to: thingName, isExclusive: true }]),
  attachedPolicies: read(['p']),
  policyDocument: read('{ "a": 1 }'),
  permissions: read([{ action: 'CONNECT', resource: 'r', decision: 'ALLOWED', deniedBy: [] }]),
  account: read({ dataAts: host }),
  logging: read({
    isDisabled: false,
    roleArn: 'role',
    events: [{ eventType: 'Connection.AuthNError', logLevel: 'ERROR', logDestination: 'logs' }],
  }),
  logged: read([]),
  failedConnects: read([]),
  connection: read({ isConnected: true, since: at }),
  ...changes,
})

const absent = read(undefined)
const authentication = (reason: string): Attempt => ({
  ...{ at: '2026-11-21T00:00:00.000Z', from: 'log', step: 'authentication', reason, certificateId },
  serverName: 'somewhere.example.com',
})

const broken: [string, string, Partial<DiagnosisFacts>][] = [
  [
    'certificate',
    'certificate-expired',
    { certificate: read({ status: 'ACTIVE', certificateMode: 'DEFAULT', notAfter: at }) },
  ],
  [
    'certificate',
    'certificate-pending',
    { certificate: read({ status: 'PENDING_TRANSFER', certificateMode: 'DEFAULT' }) },
  ],
  ['attempts', 'sni-misused', { logged: read([authentication('SNI_MISUSED')]), connection: absent }],
  ['attempts', 'not-authenticated', { logged: read([authentication('NOT_AUTHENTICATED')]), connection: absent }],
  ['logging', 'logging-never-set-up', { logging: absent, connection: absent }],
  ['endpoint', 'firmware-unlisted', { device: { ...device, firmware: 'mfw_nrf9160_9.9.9' }, connection: absent }],
]

test.each(broken)('%s: %s', (brokenLink, cause, changes) => {
  const diagnosis = diagnose(facts(changes))
  expect(diagnosis).toMatchObject({ verdict: 'broken', brokenLink, cause })
  expect(diagnosis.repair?.commands.length).toBeGreaterThan(0)
  expect(diagnosis.evidence.length).toBeGreaterThan(0)
})

test('a connected device is healthy, and what did not have to be looked at is said', () => {
  const diagnosis = diagnose(facts())
  expect(diagnosis.verdict).toBe('healthy')
  expect(diagnosis.notChecked.map(({ link }) => link)).toEqual(['fallback', 'logging'])
})

const unreadable = [
  'certificate',
  'thing',
  'attachedPolicies',
  'account',
  'failedConnects',
  'logged',
  'logging',
] as const

test.each(unreadable)(
  'when %s cannot be read, a silent device is undecided, never healthy, and the answer says why',
  (what) => {
    const diagnosis = diagnose(facts({ connection: absent, [what]: unread }))
    expect(diagnosis.verdict).not.toBe('healthy')
    expect(diagnosis.notChecked).toContainEqual(expect.objectContaining({ why: 'the door was shut' }))
  },
)

test('a policy as deployed and attached alone is not called broken because TestAuthorization leaves a variable open', () => {
  const implicit = { action: 'CONNECT', resource: 'r', decision: 'IMPLICIT_DENY', deniedBy: [] } as const
  const { verdict, checked } = diagnose(facts({ permissions: read([implicit]) }))
  expect(verdict).toBe('healthy')
  expect(checked.find(({ link }) => link === 'policy')?.says).toContain('(inferred)')
})

test('a refusal before the last sighting, or for a status that was repaired since, tells nothing', () => {
  const old = { ...authentication('SNI_MISUSED'), at: '2026-11-19T00:00:00.000Z' }
  const seen = facts({ logged: read([old]), connection: read({ isConnected: false, since: at }) })
  expect(diagnose(seen).verdict).toBe('healthy')
  const repaired = facts({ logged: read([authentication('DEVICE_CERTIFICATE_INACTIVE')]), connection: absent })
  expect(diagnose(repaired)).toMatchObject({ brokenLink: 'silence', cause: 'never-seen' })
})

test('no cause stands in two links', () => {
  const causes = allCauses.map(({ cause }) => cause)
  expect(new Set(causes).size).toBe(causes.length)
})
