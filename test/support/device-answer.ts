import type { DeviceAnswer } from '../../core/api/devices.ts'

/** A confirmed device as the API answers it. */
export const deviceAnswerOf = (imei: string, more: Partial<DeviceAnswer> = {}): DeviceAnswer => ({
  imei,
  thingName: `mintmark-${imei}`,
  orderId: 'o-1',
  state: 'confirmed',
  station: 'arn:aws:iam::123456789012:role/line-1',
  generation: 1,
  keySource: 'station',
  firmware: 'mfw_nrf9160_1.3.7',
  certificateId: 'ab'.repeat(32),
  reservedAt: '2026-11-22T10:00:00.000Z',
  changedAt: '2026-11-22T10:01:00.000Z',
  ...more,
})
