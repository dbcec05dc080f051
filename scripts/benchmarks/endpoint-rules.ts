import { endpointChecker } from '../../core/endpoint/check-endpoint.ts'
import type { DeviceConnection } from '../../core/endpoint/endpoint-check.ts'
import { type Figure, figure } from './figure.ts'

const right = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
const account = {
  dataAts: right,
  domainConfigurations: [
    { name: 'fleet', domainName: 'mqtt.example.com', status: 'ENABLED' as const, serviceType: 'DATA' as const },
  ],
}

/** A fleet as one sees it: half of it healthy, the rest with each kind of fault in turn. */
function mixedFleet(): DeviceConnection[] {
  const faulty = [
    'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com',
    'a1b2c3d4e5f6g7.iot.eu-west-1.amazonaws.com',
    'a1b2c3d4e5f6g7-ats.iot.us-east-1.amazonaws.com',
    `https://${right}`,
    `${right}\n`,
    'mqtt.example.com',
    null,
  ]
  return Array.from({ length: 1000 }, (_, index) => ({
    firmware: index % 3 === 0 ? 'mfw_nrf9160_1.2.0' : 'mfw_nrf9160_1.3.7',
    hostname: index % 2 === 0 ? right : (faulty[index % faulty.length] ?? null),
    certificateMode: index % 5 === 0 ? ('SNI_ONLY' as const) : ('DEFAULT' as const),
    clientId: `mintmark-${index}`,
    thingName: `mintmark-${index}`,
  }))
}

export async function endpointRules(): Promise<Figure[]> {
  const accident: DeviceConnection = {
    firmware: 'mfw_nrf9160_1.2.0',
    hostname: 'zzzzzzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com',
    certificateMode: 'DEFAULT',
  }
  return [
    figure('endpoint-rules, fleet with half its devices faulty', rate(mixedFleet()), 'checks/s', { atLeast: 500_000 }),
    figure('endpoint-rules, only devices that connect by accident', rate([accident]), 'checks/s', { atLeast: 250_000 }),
  ]
}

/** Checks per second on one core, findings included, after half a second to warm up. */
function rate(devices: readonly DeviceConnection[]): number {
  const check = endpointChecker(account)
  run(check, devices, 500)
  return run(check, devices, 2000)
}

function run(check: ReturnType<typeof endpointChecker>, devices: readonly DeviceConnection[], forMs: number): number {
  const start = performance.now()
  let checks = 0
  let findings = 0
  let elapsed = 0
  while (elapsed < forMs) {
    for (const device of devices) findings += check(device).findings.length
    checks += devices.length
    if (devices.length >= 1000 || checks % 1000 === 0) elapsed = performance.now() - start
  }
  if (findings === 0) throw new Error('no finding in a faulty fleet: the benchmark measures nothing')
  return (checks / elapsed) * 1000
}
