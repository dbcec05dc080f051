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
  const strangers = Array.from({ length: 5000 }, (_, index) => ({
    ...accident,
    firmware: 'mfw_nrf9160_1.3.7',
    hostname: `z${index}-ats.iot.eu-west-1.amazonaws.com`,
  }))
  return [
    figure('endpoint-rules, fleet with half its devices faulty', rate(mixedFleet()), 'checks/s', { atLeast: 500_000 }),
    figure('endpoint-rules, only devices that connect by accident', rate([accident]), 'checks/s', { atLeast: 500_000 }),
    figure('endpoint-rules, every host name another', rate(strangers), 'checks/s', { atLeast: 500_000 }),
  ]
}

/** Checks per second of processor time, findings included, after half a second to warm up: other programs do not count. */
function rate(devices: readonly DeviceConnection[]): number {
  const check = endpointChecker(account)
  run(check, devices, 0.5)
  return run(check, devices, 2)
}

function run(
  check: ReturnType<typeof endpointChecker>,
  devices: readonly DeviceConnection[],
  forSeconds: number,
): number {
  const start = process.cpuUsage()
  const rounds = Math.ceil(1000 / devices.length)
  let [checks, findings, seconds] = [0, 0, 0]
  while (seconds < forSeconds) {
    for (let round = 0; round < rounds; round += 1) {
      for (const device of devices) findings += check(device).findings.length
    }
    checks += rounds * devices.length
    const { user, system } = process.cpuUsage(start)
    seconds = (user + system) / 1e6
  }
  if (findings === 0) throw new Error('no finding in a faulty fleet: the benchmark measures nothing')
  return checks / seconds
}
