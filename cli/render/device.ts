import type { DeviceAnswer, DeviceDetail } from '../../core/api/devices.ts'
import { renderFacts } from './facts.ts'
import { failedConnectsSentence } from './failed-connects.ts'

const proofs = {
  digest: 'digest: the modem shows the SHA-256 of what was written',
  presence: 'presence only: the firmware shows no digests',
}

const securityEvents = {
  'foreign-certificate': 'a client connected as this device with a certificate that was never its own',
  'replaced-certificate': 'a client connected with a certificate of this device that had been replaced',
  'connected-while-out': 'it connected after it had been taken away',
}

/** What a person should look into, each with what to do about it. */
const alertsOf = ({ imei, cloneSuspectedAt, securityEvent }: DeviceAnswer): string[] => [
  ...(cloneSuspectedAt === undefined
    ? []
    : [
        `alert: two clients seem to share this certificate, last at ${cloneSuspectedAt} (inferred: sessions threw each other out; a modem that reconnects very fast looks the same). Key the device again, or mintmark device revoke ${imei}`,
      ]),
  ...(securityEvent === undefined
    ? []
    : [
        `alert: ${securityEvents[securityEvent.event]}, last at ${securityEvent.at}: ${securityEvent.certificateId}. Find out whose it is and set it INACTIVE`,
      ]),
]

/** A device for people. */
export const renderDevice = (device: DeviceDetail): string =>
  [
    renderDeviceFacts(device),
    ...alertsOf(device),
    ...(device.failedConnects === undefined ? [] : [failedConnectsSentence(device.failedConnects)]),
  ].join('\n')

const attachText = ({ attachMs, firmware, at }: NonNullable<DeviceAnswer['attach']>): string =>
  `${attachMs === null ? 'not in the time it had' : `${(attachMs / 1000).toFixed(1)} s`}, at the bench with ${firmware} (${at})`

const renderDeviceFacts = (device: DeviceAnswer): string =>
  renderFacts([
    ['IMEI', device.imei],
    ['state', device.state],
    ['thing', device.thingName],
    ['serial', device.serial],
    ['order', device.orderId],
    ['station', device.station],
    ['firmware', device.firmware],
    ['key made by', device.keySource],
    ['certificate', device.certificateId],
    ['certificate mode', device.certificateMode],
    ['proof', device.proof && proofs[device.proof]],
    ['device UUID', device.deviceUuid && `${device.deviceUuid} (as the modem says; its signature is not verified)`],
    ['generation', device.generation],
    ['reserved', device.reservedAt],
    ['minted', device.mintedAt],
    ['confirmed', device.confirmedAt],
    ['registered', device.registeredAt],
    ['attached in', device.attach && attachText(device.attach)],
    ['last seen', device.lastSeenAt],
  ])
