import { labelCode } from '../../../../bench/label/label.ts'
import { readEntry } from '../../../../bench/page/model/read-entry.ts'
import { imeiOf } from '../../../support/unit.ts'

const slots = [1, 2, 12]
const read = (text: string, lead = '', isScan = true, chosen?: number) =>
  readEntry({ lead, text, isScan }, slots, chosen)
const imei = imeiOf(7)

test.each([
  ['', { entry: { kind: 'go' } }],
  ['12', { entry: { kind: 'slot', slot: 12 } }],
  ['3', { entry: { kind: 'unit', serial: '3' } }],
  ['SN-1', { entry: { kind: 'unit', serial: 'SN-1' } }],
  [imei, { entry: { kind: 'unit', imei } }],
  // One digit off: no IMEI, so whoever scanned it gets to see it as a serial.
  [`${imei.slice(0, 14)}${(Number(imei[14]) + 1) % 10}`, { entry: { kind: 'unit', serial: expect.any(String) } }],
  ['{"order":"o1"}', { entry: { kind: 'unit', serial: '{"order":"o1"}' } }],
  ['{broken', { entry: { kind: 'unit', serial: '{broken' } }],
] as const)('"%s"', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test('our own label names serial and IMEI at once', () => {
  const code = labelCode({ serial: 'SN-1', thingName: 'mintmark-1', imei, orderId: 'o1' })
  expect(read(code)).toEqual({ entry: { kind: 'unit', serial: 'SN-1', imei } })
})

test('a number pressed before a scan chooses its slot; other keys before a scan are dropped', () => {
  expect(read('SN-1', '2')).toEqual({ slot: 2, entry: { kind: 'unit', serial: 'SN-1' } })
  expect(read('SN-1', 'q')).toEqual({ entry: { kind: 'unit', serial: 'SN-1' } })
})

test('what may be a slot and a serial, or one serial with a pause, is not read; with a slot chosen it is one serial', () => {
  expect(read('345', '12', false)).toEqual({ entry: { kind: 'unclear', text: '12 345' } })
  expect(read('345', '12', false, 1)).toEqual({ entry: { kind: 'unit', serial: '12345' } })
  expect(read('N-1', 'S', false)).toEqual({ entry: { kind: 'unit', serial: 'SN-1' } })
})
