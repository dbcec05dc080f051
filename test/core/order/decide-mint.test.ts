import type { DeviceRecord } from '../../../core/device/device-record.ts'
import type { DeviceState } from '../../../core/device/life-cycle.ts'
import { decideAdmission, decideMint, type MintQuestion } from '../../../core/order/decide-mint.ts'
import type { OrderRecord } from '../../../core/order/order-record.ts'

const station = 'arn:aws:iam::123456789012:user/station-1'
const rework = 'arn:aws:iam::123456789012:user/rework-1'
const order: OrderRecord = {
  orderId: 'o-1',
  status: 'open',
  profile: {
    name: 'tracker',
    hostname: null,
    port: 8883,
    securityTag: 1,
    trustAnchors: ['AmazonRootCA1'],
    keySources: ['modem'],
    existingCredentials: 'refuse',
    proof: 'presence',
    activation: 'on-confirm',
    serial: 'optional',
  },
  quantity: 2,
  spent: 1,
  stations: [station],
  reworkStations: [rework],
  shares: {},
  spentBy: {},
  openedAt: '2026-01-01T00:00:00.000Z',
  openedBy: 'arn:aws:iam::123456789012:user/ops',
  warnings: [],
  account: { dataAts: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' },
}
const imei = '350457790000014'
const device = (state: DeviceState, more: Partial<DeviceRecord> = {}): DeviceRecord => ({
  imei,
  thingName: `mintmark-${imei}`,
  orderId: 'o-1',
  state,
  generation: 1,
  keySource: 'modem',
  publicKeySha256: 'aa',
  certificateId: 'c'.repeat(64),
  station,
  reservedAt: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
  ...more,
})
const ask = (more: Partial<MintQuestion> = {}) =>
  decideMint({
    order,
    device: undefined,
    listed: false,
    imei,
    caller: station,
    publicKeySha256: 'aa',
    now: 1000,
    ...more,
  })

test.each<[string, Partial<MintQuestion>, object]>([
  ['a new device takes a unit', {}, { act: 'reserve' }],
  [
    'a released device takes a unit of any order',
    { device: device('released', { orderId: 'o-0' }) },
    { act: 'reserve' },
  ],
  ['the same key gets the same certificate', { device: device('minted') }, { act: 'repeat' }],
  [
    'also after the order is closed and full',
    { device: device('confirmed'), order: { ...order, status: 'closed', spent: 2 } },
    { act: 'repeat' },
  ],
  [
    'another key before proof takes over the unit',
    { device: device('minted'), publicKeySha256: 'bb' },
    { act: 'take-over', keepsWorking: false },
  ],
  [
    'also on a closed order',
    { device: device('minted'), publicKeySha256: 'bb', order: { ...order, status: 'closed' } },
    { act: 'take-over' },
  ],
  [
    'a cloud-made key asked again is another key',
    { device: device('minted'), publicKeySha256: undefined },
    { act: 'take-over' },
  ],
  [
    'another key after proof needs the rework right',
    { device: device('confirmed'), publicKeySha256: 'bb' },
    { refusal: 'device-already-keyed' },
  ],
  [
    'and has it on a rework station',
    { device: device('registered'), publicKeySha256: 'bb', caller: rework },
    { act: 'take-over', keepsWorking: true },
  ],
  [
    'a lease in force makes others wait',
    { device: device('reserved', { lease: { token: 't', expiresAt: 2000 } }) },
    { refusal: 'mint-in-progress' },
  ],
  [
    'a lapsed lease is taken over',
    { device: device('reserved', { lease: { token: 't', expiresAt: 1000 }, certificateId: undefined }) },
    { act: 'take-over' },
  ],
  [
    'a device of another order is refused',
    { device: device('registered', { orderId: 'o-0' }) },
    { refusal: 'device-of-another-order' },
  ],
  ['a scrapped device needs an order that names it', { device: device('scrapped') }, { refusal: 'device-not-usable' }],
  [
    'and is let in by one',
    { device: device('scrapped'), listed: true, order: { ...order, listedDevices: 1 } },
    { act: 'reserve' },
  ],
  [
    'an order that names devices takes no others',
    { order: { ...order, listedDevices: 1 } },
    { refusal: 'imei-not-listed' },
  ],
  [
    'a caller that is not of the order is refused',
    { caller: 'arn:aws:iam::123456789012:user/else' },
    { refusal: 'station-not-of-order' },
  ],
  ['a full order takes no new device', { order: { ...order, spent: 2 } }, { refusal: 'order-exhausted' }],
  ['a closed order takes no new device', { order: { ...order, status: 'closed' } }, { refusal: 'order-closed' }],
  [
    'an order past its date takes no new device',
    { order: { ...order, validUntil: '1970-01-01T00:00:01.000Z' } },
    { refusal: 'order-expired' },
  ],
  [
    'a station that spent its share gets no more',
    { order: { ...order, shares: { [station]: 1 }, spentBy: { [station]: 1 } } },
    { refusal: 'station-share-spent' },
  ],
  [
    'another station still has its own',
    {
      order: { ...order, stations: [station, rework], shares: { [station]: 1 }, spentBy: { [station]: 1 } },
      caller: rework,
    },
    { act: 'reserve' },
  ],
  ['an order for a model takes its devices', { order: { ...order, tacs: ['35045779'] } }, { act: 'reserve' }],
  ['and no others', { order: { ...order, tacs: ['35045770'] } }, { refusal: 'imei-not-listed' }],
  ['a suspended device is left alone', { device: device('suspended') }, { refusal: 'device-not-usable' }],
])('%s', (_, question, expected) => {
  expect(ask(question)).toMatchObject(expected)
})

test('admission turns nobody away for a lease, and everybody whom the mint would refuse', () => {
  const question = {
    order,
    device: device('reserved', { lease: { token: 't', expiresAt: 2000 } }),
    listed: false,
    imei,
    caller: station,
    now: 1000,
  }
  expect(decideAdmission(question)).toBeUndefined()
  expect(decideAdmission({ ...question, device: device('registered', { orderId: 'o-0' }) })).toMatchObject({
    refusal: 'device-of-another-order',
  })
})

test('an assumed role is the station that the order names by role', () => {
  const named = { ...order, stations: ['arn:aws:iam::123456789012:role/benches/bench-7'] }
  expect(ask({ order: named, caller: 'arn:aws:sts::123456789012:assumed-role/bench-7/i-1' })).toMatchObject({
    act: 'reserve',
  })
  expect(ask({ order: named, caller: 'arn:aws:sts::123456789012:assumed-role/bench-8/i-1' })).toMatchObject({
    refusal: 'station-not-of-order',
  })
})
