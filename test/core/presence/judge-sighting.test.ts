import type { DeviceEvent, DeviceRecord } from '../../../core/device/device-record.ts'
import { type DeviceState, deviceStates, lifeCycle } from '../../../core/device/life-cycle.ts'
import { isNews, judgeSighting } from '../../../core/presence/judge-sighting.ts'

const minute = 60_000
const at = Date.UTC(2026, 10, 22, 3)
const iso = (minutes: number) => new Date(at + minutes * minute).toISOString()

const device = (more: Partial<DeviceRecord> = {}): DeviceRecord => ({
  imei: '350457790000018',
  thingName: 'mintmark-350457790000018',
  orderId: 'o-1',
  state: 'confirmed',
  generation: 1,
  keySource: 'station',
  certificateId: 'own',
  station: 'arn:aws:iam::123456789012:user/station-1',
  reservedAt: iso(-60),
  changedAt: iso(-60),
  ...more,
})

const event = (change: DeviceEvent['change'], minutes: number, certificateId?: string): DeviceEvent => ({
  at: iso(minutes),
  change,
  by: 'test',
  ...(certificateId === undefined ? {} : { certificateId }),
})

test.each(deviceStates.map((state): [DeviceState] => [state]))('the own certificate on a %s device', (state) => {
  const judged = judgeSighting(device({ state }), { certificateId: 'own', at })
  if ((lifeCycle.register.from as readonly string[]).includes(state)) expect(judged).toEqual({ act: 'register' })
  else if (state === 'registered') expect(judged).toEqual({ act: 'see' })
  else if (state === 'reserved' || state === 'released') expect(judged).toEqual({ act: 'nothing', why: 'not-waiting' })
  else expect(judged).toEqual({ act: 'alarm', event: 'connected-while-out' })
})

test.each(['suspended', 'revoked', 'scrapped'] as const)(
  'an event from before a device was %s, or from while its session ended, is no alarm',
  (state) => {
    for (const minutes of [-600, 0, 5])
      expect(judgeSighting(device({ state, changedAt: iso(-minutes) }), { certificateId: 'own', at })).toEqual({
        act: 'nothing',
        why: 'stale',
      })
    expect(judgeSighting(device({ state, changedAt: iso(-6) }), { certificateId: 'own', at }).act).toBe('alarm')
  },
)

test('a certificate that was never the device’s own is an alarm in every state', () => {
  for (const state of deviceStates)
    expect(judgeSighting(device({ state }), { certificateId: 'other', at })).toEqual({
      act: 'alarm',
      event: 'foreign-certificate',
    })
})

test('one that was only seen before does not become the device’s own', () => {
  const history = [event('record', -50, 'own'), event('foreign-certificate', -40, 'other')]
  expect(judgeSighting(device({ history }), { certificateId: 'other', at })).toMatchObject({
    event: 'foreign-certificate',
  })
})

test('the old certificate of a rework works until the new one is confirmed', () => {
  const previous = {
    state: 'registered' as const,
    generation: 1,
    certificateId: 'old',
    certificateArn: 'arn:…/old',
    publicKeySha256: '',
    keySource: 'station' as const,
  }
  expect(judgeSighting(device({ state: 'minted', previous }), { certificateId: 'old', at })).toEqual({ act: 'see' })
})

test.each([
  ['rework', [event('rework', -30), event('record', -29, 'own'), event('confirm', -10, 'own')], -10],
  ['rekey', [event('rekey', -30), event('record', -29, 'own')], -30],
])('a certificate replaced by a %s: late events are stale, later connects an alarm', (_, later, until) => {
  const history = [event('record', -50, 'old'), ...later]
  const judge = (minutes: number) =>
    judgeSighting(device({ history }), { certificateId: 'old', at: at + minutes * minute })
  expect(judge(-40)).toEqual({ act: 'nothing', why: 'stale' })
  expect(judge(until + 5)).toEqual({ act: 'nothing', why: 'stale' })
  expect(judge(until + 6)).toEqual({ act: 'alarm', event: 'replaced-certificate' })
})

test('a certificate that waits to be deleted is known by the row itself', () => {
  const superseded = ['arn:aws:iot:eu-west-1:123456789012:cert/old']
  const row = device({ state: 'reserved', certificateId: undefined, superseded, changedAt: iso(0) })
  expect(judgeSighting(row, { certificateId: 'old', at })).toEqual({ act: 'nothing', why: 'stale' })
  expect(judgeSighting(row, { certificateId: 'old', at: at + 6 * minute })).toMatchObject({
    event: 'replaced-certificate',
  })
})

test('a sighting is written down once a day', () => {
  expect(isNews({}, at)).toBe(true)
  expect(isNews({ lastSeenAt: iso(0) }, at + 24 * 60 * minute - 1)).toBe(false)
  expect(isNews({ lastSeenAt: iso(0) }, at + 24 * 60 * minute)).toBe(true)
  expect(isNews({ lastSeenAt: iso(0) }, at - 24 * 60 * minute)).toBe(false)
})
