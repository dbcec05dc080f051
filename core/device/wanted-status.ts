import type { DeviceRecord } from './device-record.ts'

/**
 * What a device's row says of a certificate; undefined while a mint or a confirmation is under way that will say so. Whoever
 * switched a certificate compares with this, because row and certificate are two writes.
 */
export const wantedStatus = (
  device: Pick<DeviceRecord, 'state' | 'certificateId' | 'previous'> | undefined,
  certificateId: string,
): 'ACTIVE' | 'INACTIVE' | undefined => {
  const isCurrent = device?.certificateId === certificateId
  const isPrevious = device?.previous?.certificateId === certificateId
  if (device === undefined || (!isCurrent && !isPrevious)) return 'INACTIVE'
  switch (device.state) {
    case 'suspended':
    case 'revoked':
    case 'scrapped':
    case 'released':
      return 'INACTIVE'
    case 'confirmed':
    case 'registered':
      return isCurrent ? 'ACTIVE' : 'INACTIVE'
    case 'confirming':
      return undefined
    default:
      // During a rework what was proven keeps working; whether the new one is on already is the mint's business.
      return isPrevious ? 'ACTIVE' : undefined
  }
}
