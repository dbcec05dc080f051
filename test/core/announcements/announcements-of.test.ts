import { announcements } from '../../../core/announcements/announcement.ts'
import { announcementsOf } from '../../../core/announcements/announcements-of.ts'

const device = {
  pk: 'DEVICE#350457790000018',
  sk: 'DEVICE',
  imei: '350457790000018',
  thingName: 'mintmark-350457790000018',
  orderId: 'o-1',
  state: 'confirmed',
  generation: 2,
  certificateId: 'own',
  firmware: 'mfw_nrf9160_1.3.7',
  station: 'station-1',
  changedAt: '2026-11-22T03:00:00.000Z',
  history: [
    { at: '2026-11-22T02:00:00.000Z', change: 'reserve', by: 'station-1' },
    { at: '2026-11-22T03:00:00.000Z', change: 'confirm', by: 'station-1' },
  ],
  lease: { token: 'secret', expiresAt: 1 },
}
const order = {
  pk: 'ORDER#o-1',
  sk: 'ORDER',
  orderId: 'o-1',
  status: 'open',
  quantity: 8,
  profile: { name: 'tracker' },
}
const change = (sk: string, before: object | undefined, after: object | undefined) =>
  announcementsOf({ id: 'e-1', sk, before: before as never, after: after as never })

test('a change of state is told with what changed it, and with nothing else of the row', () => {
  const told = change('DEVICE', { ...device, state: 'confirming' }, device)
  expect(told).toEqual([
    {
      type: 'Device State Changed',
      detail: {
        id: 'e-1',
        imei: device.imei,
        thingName: device.thingName,
        orderId: 'o-1',
        certificateId: 'own',
        generation: 2,
        from: 'confirming',
        to: 'confirmed',
        change: 'confirm',
        by: 'station-1',
        firmware: 'mfw_nrf9160_1.3.7',
        at: '2026-11-22T03:00:00.000Z',
      },
    },
  ])
  expect(announcements['Device State Changed'].strict().parse(told[0]?.detail)).toEqual(told[0]?.detail)
})

test('a device that nobody knew before comes from nowhere', () => {
  const [told] = change('DEVICE', undefined, { ...device, state: 'reserved', history: undefined })
  expect(told?.detail).toMatchObject({ from: undefined, to: 'reserved', change: 'reserve', by: 'station-1' })
})

test('remarks in the history do not pass for the change of state', () => {
  const history = [...device.history, { at: 'x', change: 'foreign-certificate', by: 'device' }]
  expect(change('DEVICE', { ...device, state: 'confirming' }, { ...device, history })[0]?.detail).toMatchObject({
    change: 'confirm',
  })
})

test('alerts are told once each, with the certificate that was shown', () => {
  const seen = { event: 'foreign-certificate', certificateId: 'other', at: '2026-11-22T04:00:00.000Z' }
  const alert = { type: 'Device Alert Raised', detail: expect.objectContaining({ alert: 'foreign-certificate' }) }
  const told = change('DEVICE', device, { ...device, securityEvent: seen })
  expect(told).toEqual([alert])
  expect(told[0]?.detail).toMatchObject({ certificateId: 'other', at: seen.at })
  announcements['Device Alert Raised'].strict().parse(told[0]?.detail)
  expect(
    change('DEVICE', { ...device, securityEvent: seen }, { ...device, securityEvent: seen, lastSeenAt: 'x' }),
  ).toEqual([])
  expect(change('DEVICE', device, { ...device, cloneSuspectedAt: 'x' })).toMatchObject([
    { detail: { alert: 'clone-suspected', certificateId: 'own', at: 'x' } },
  ])
})

test('an order is told when it opens, closes and reopens, not with every unit', () => {
  expect(change('ORDER', undefined, order)).toEqual([
    {
      type: 'Order State Changed',
      detail: { id: 'e-1', orderId: 'o-1', profile: 'tracker', ordered: 8, from: undefined, to: 'open' },
    },
  ])
  expect(change('ORDER', order, { ...order, status: 'closed' })[0]?.detail).toMatchObject({
    from: 'open',
    to: 'closed',
  })
  expect(change('ORDER', { ...order, spent: 1 }, { ...order, spent: 2 })).toEqual([])
})

test('other rows, removed rows and changes without a change of state are nobody’s business', () => {
  expect(change('CONNECT#2026-11-22T03#ab', undefined, { ipAddress: '192.0.2.7' })).toEqual([])
  expect(change('DEVICE', device, undefined)).toEqual([])
  expect(change('DEVICE', device, { ...device, lastSeenAt: 'x', takeovers: [] })).toEqual([])
})
