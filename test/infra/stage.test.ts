import { defineStage, type IotLogging } from '../../infra/stage.ts'
import { stages } from '../../infra/stages.ts'

test('a stage needs no more than a name', () => {
  expect(defineStage({ name: 'dev' })).toEqual({
    name: 'dev',
    fleet: 'mintmark',
    firstConnectDays: 14,
    iotLogging: 'create',
    throttle: { ratePerSecond: 100, burst: 200 },
    logRetentionDays: 90,
    stationCertificateDays: 365,
  })
})

test('the stages there are', () => {
  expect([...stages.keys()]).toEqual(['dev', 'prod'])
})

test.each([
  [{ name: 'eu-1' }, "Stage 'eu-1': the name takes 1 to 16 lower-case letters and digits and starts with a letter"],
  [{ name: 'a23456789012345678' }, "Stage 'a23456789012345678': the name takes 1 to 16"],
  [{ fleet: 'my-fleet' }, "Stage 'dev': fleet takes 1 to 32 letters and digits, not 'my-fleet'"],
  [{ fleet: '' }, "Stage 'dev': fleet takes 1 to 32 letters and digits, not ''"],
  [{ iotLogging: 'on' as IotLogging }, "Stage 'dev': iotLogging is one of create,adopt,off, not 'on'"],
  [{ throttle: { ratePerSecond: 0, burst: 10 } }, '1 to 10000 a second with a burst of 1 to 5000, not 0 with 10'],
  [{ throttle: { ratePerSecond: 10, burst: 5001 } }, 'not 10 with 5001'],
  [{ logRetentionDays: 8 }, "Stage 'dev': logRetentionDays is one of 1, 3, 5, 7, 14,"],
  [{ stationCertificateDays: 0 }, 'stationCertificateDays is a whole number of days from 1 to 3650, not 0'],
  [{ stationCaCertificate: 'PEM' }, 'stationCaCertificate is not the PEM certificate of a CA'],
  [
    { registryTable: 'mintmark-prod-registry-2' },
    "registryTable is a restored table and begins with 'mintmark-dev-registry-', not 'mintmark-prod-registry-2'",
  ],
  [{ registryTable: 'mintmark-dev-registry-' }, "begins with 'mintmark-dev-registry-', not 'mintmark-dev-registry-'"],
  [{ alarmEmail: 'ops' }, "Stage 'dev': alarmEmail takes an e-mail address, not 'ops'"],
])('refuses %j', (props, message) => {
  expect(() => defineStage({ name: 'dev', ...props })).toThrow(message)
})

test.each([{ name: 'a'.repeat(16) }, { fleet: 'A'.repeat(32) }, { throttle: { ratePerSecond: 10_000, burst: 5_000 } }])(
  'accepts the bounds: %j',
  (props) => {
    expect(defineStage({ name: 'dev', ...props })).toMatchObject(props)
  },
)
