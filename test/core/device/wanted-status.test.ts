import type { DeviceRecord } from '../../../core/device/device-record.ts'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import { wantedStatus } from '../../../core/device/wanted-status.ts'

const row = (state: DeviceState, more: object = {}) =>
  ({ state, certificateId: 'now', ...more }) as Pick<DeviceRecord, 'state' | 'certificateId' | 'previous'>
const rework = { previous: { certificateId: 'before' } }

test.each([
  ['reserved', undefined, 'ACTIVE'],
  ['minted', undefined, 'ACTIVE'],
  ['confirming', undefined, undefined],
  ['confirmed', 'ACTIVE', 'INACTIVE'],
  ['registered', 'ACTIVE', 'INACTIVE'],
  ['suspended', 'INACTIVE', 'INACTIVE'],
  ['revoked', 'INACTIVE', 'INACTIVE'],
  ['scrapped', 'INACTIVE', 'INACTIVE'],
  ['released', 'INACTIVE', 'INACTIVE'],
] as const)('of a device that is %s: its certificate %s, the one before its rework %s', (state, now, before) => {
  expect(wantedStatus(row(state, rework), 'now')).toBe(now)
  expect(wantedStatus(row(state, rework), 'before')).toBe(before)
  expect(wantedStatus(row(state), 'another')).toBe('INACTIVE')
})

test('of a device that nobody knows, nothing is on', () => {
  expect(wantedStatus(undefined, 'now')).toBe('INACTIVE')
})
