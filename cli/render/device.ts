import type { DeviceAnswer } from '../../core/api/devices.ts'
import { renderFacts } from './facts.ts'

const proofs = {
  digest: 'digest: the modem shows the SHA-256 of what was written',
  presence: 'presence only: the firmware shows no digests',
}

/** A device for people. */
export const renderDevice = (device: DeviceAnswer): string =>
  renderFacts([
    ['IMEI', device.imei],
    ['state', device.state],
    ['thing', device.thingName],
    ['serial', device.serial],
    ['order', device.orderId],
    ['firmware', device.firmware],
    ['key made by', device.keySource],
    ['certificate', device.certificateId],
    ['certificate mode', device.certificateMode],
    ['proof', device.proof && proofs[device.proof]],
    ['device UUID', device.deviceUuid],
    ['generation', device.generation],
    ['reserved', device.reservedAt],
    ['minted', device.mintedAt],
    ['confirmed', device.confirmedAt],
    ['registered', device.registeredAt],
  ])
