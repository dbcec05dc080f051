import type { DeviceAnswer } from '../api/devices.ts'
import type { Profile } from '../api/profile.ts'
import type { CertificateMode } from '../endpoint/endpoint-check.ts'
import { connectionOf } from '../order/profile-connection.ts'
import type { FleetRow } from './fleet-row.ts'

/** States of devices that hold a certificate and are, or will be, in the field. */
export const inTheField: readonly DeviceAnswer['state'][] = [
  'minted',
  'confirming',
  'confirmed',
  'registered',
  'suspended',
]

const modeOf = (text: string | undefined): CertificateMode | undefined =>
  text === 'DEFAULT' || text === 'SNI_ONLY' ? text : undefined

/**
 * A device of the registry as a row of a fleet. Its firmware is what a bench read with AT+CGMR; the last time a bench did so is
 * the confirmation, or the mint where there was none. A first connect tells nothing of firmware, so it makes nothing younger.
 */
export const registryRow = (device: DeviceAnswer, profile: Profile, certificateMode?: CertificateMode): FleetRow => {
  const { imei, firmware, thingName, confirmedAt, mintedAt, reservedAt } = device
  const firmwareDateText = firmware === undefined ? '' : (confirmedAt ?? mintedAt ?? reservedAt)
  const mode = modeOf(device.certificateMode) ?? certificateMode
  return {
    device: imei,
    count: 1,
    firmware,
    firmwareSource: 'registry',
    firmwareDate: firmwareDateText === '' ? undefined : Date.parse(firmwareDateText),
    firmwareDateText,
    expectedEndpoint: undefined,
    connection: { ...connectionOf(profile), clientId: thingName, thingName, ...(mode && { certificateMode: mode }) },
  }
}
