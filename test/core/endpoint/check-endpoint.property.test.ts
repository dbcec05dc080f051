import * as fc from 'fast-check'
import { checkEndpoint, endpointChecker, findingIds } from '../../../core/endpoint/check-endpoint.ts'
import type { DeviceConnection } from '../../../core/endpoint/endpoint-check.ts'
import { firmwareTable } from '../../../core/modem/firmware-table.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const account = {
  dataAts: right,
  domainConfigurations: [
    { name: 'd', domainName: 'mqtt.example.com', status: 'ENABLED' as const, serviceType: 'DATA' as const },
    { name: 'o', domainName: 'off.example.com', status: 'DISABLED' as const, serviceType: 'DATA' as const },
  ],
}
const host = fc.oneof(
  fc.constantFrom(
    right,
    'zzzz-ats.iot.eu-west-1.amazonaws.com',
    'a1b2c3d4e5.iot.eu-west-1.amazonaws.com',
    'a1b2c3d4e5-ats.iot.us-east-1.amazonaws.com',
    'data.iot-fips.eu-west-1.amazonaws.com',
    'iot.eu-west-1.amazonaws.com',
    'a1b2c3d4e5.jobs.iot.eu-west-1.amazonaws.com',
    'mqtt.example.com',
    'off.example.com',
    '54.1.2.3',
    '',
  ),
  fc.constantFrom(`${right}.`, ` ${right}`, `mqtts://${right}:8883/`, right.toUpperCase()),
  fc.string({ unit: 'binary', maxLength: 80 }),
)
const device: fc.Arbitrary<DeviceConnection> = fc.record(
  {
    firmware: fc.oneof(fc.constantFrom(...firmwareTable.map((row) => row.text)), fc.string({ maxLength: 40 })),
    hostname: fc.oneof(host, fc.constant(null)),
    connectHost: host,
    port: fc.constantFrom(8883, 443, 8443, 1883, 0),
    alpn: fc.constantFrom('x-amzn-mqtt-ca', 'mqtt'),
    certificateMode: fc.constantFrom('DEFAULT' as const, 'SNI_ONLY' as const),
    certificateStatus: fc.constantFrom('ACTIVE', 'INACTIVE', 'REVOKED'),
    trustAnchors: fc.array(fc.constantFrom('AmazonRootCA1', 'AmazonRootCA3', 'OwnRoot'), { maxLength: 2 }),
    peerVerify: fc.constantFrom(0 as const, 1 as const, 2 as const),
    clientId: fc.string({ maxLength: 140 }),
    thingName: fc.constantFrom('thing', ''),
    staticIp: fc.record({ address: fc.constant('54.1.2.3'), replacesHostname: fc.boolean() }),
    fallbackBroker: fc.constant('10.0.0.1'),
  },
  { requiredKeys: ['firmware', 'hostname'] },
)

test('the outcome and the findings never contradict each other', () => {
  fc.assert(
    fc.property(device, (input) => {
      const { outcome, findings } = checkEndpoint({ ...input, account })
      const errors = findings.filter((finding) => finding.severity === 'error')
      expect(outcome === 'connects').toBe(errors.length === 0)
      for (const { rule, says, fix, evidence } of findings) {
        expect(findingIds).toContain(rule)
        expect(`${says}${fix}`).not.toMatch(/undefined|\[object/)
        if (evidence === 'inferred') expect(fix).toMatch(/ mintmark probe \S+ --as mfw\S+$/)
        expect(fix).not.toMatch(/\bnull\b/i)
      }
    }),
    { numRuns: 3000, seed: 5 },
  )
})

test('a device that connects by accident stops connecting on firmware that sends SNI', () => {
  const check = endpointChecker(account)
  fc.assert(
    fc.property(device, (input) => {
      const today = check({ ...input, firmware: 'mfw_nrf9160_1.2.0', certificateMode: 'DEFAULT' }).outcome
      const later = check({ ...input, firmware: 'mfw_nrf9160_1.2.3', certificateMode: 'DEFAULT' }).outcome
      if (today === 'connects-by-accident') expect(later).not.toBe('connects')
      if (today === 'connects') expect(later).toBe('connects')
    }),
    { numRuns: 3000, seed: 6 },
  )
})
