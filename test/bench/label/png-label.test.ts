import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { type Label, labelCode } from '../../../bench/label/label.ts'
import { pngLabel } from '../../../bench/label/png-label.ts'

const label: Label = {
  serial: 'SN-000123',
  thingName: 'mintmark-352656100367872',
  imei: '352656100367872',
  orderId: 'o-3f9k2m7q1x',
}

/** As a camera would find it: another program looks for the code in the picture. */
const scan = (image: Buffer) => {
  const { width, height, data } = PNG.sync.read(image)
  // A CommonJS module whose types say ESM: its default is one step further in for Node, and not for jest.
  const decode = 'default' in jsqr ? jsqr.default : jsqr
  return decode(new Uint8ClampedArray(data), width, height)
}

/** Rows of dots right of the code, as text. */
const dotsIn = (image: Buffer, left: number): number => {
  const { width, height, data } = PNG.sync.read(image)
  let black = 0
  for (let y = 0; y < height; y++)
    for (let x = left; x < width; x++) if ((data[(y * width + x) * 4] ?? 255) < 128) black++
  return black
}

test.each([
  ['a usual label', label],
  ['no serial', { ...label, serial: undefined }],
  ['the longest serial that the cloud takes', { ...label, serial: 'S'.repeat(64) }],
  ['letters that are not ASCII', { ...label, serial: 'SN-ä°€' }],
])('%s: an independent decoder reads serial, thing, IMEI and order', (_, one) => {
  const found = scan(pngLabel(one))
  expect(found?.data).toBe(labelCode(one))
  expect(JSON.parse(found?.data ?? '')).toMatchObject({ thing: one.thingName, imei: one.imei, order: one.orderId })
})

test('the picture is 800 x 400 dots, grey, and the text stands beside the code, not in it', () => {
  const image = pngLabel(label)
  expect(PNG.sync.read(image)).toMatchObject({ width: 800, height: 400 })
  const right = Math.max(
    ...Object.values(scan(image)?.location ?? {}).map((point) => (point && 'x' in point ? point.x : 0)),
  )
  const withText = dotsIn(image, Math.ceil(right) + 1)
  expect(withText).toBeGreaterThan(1_000)
  expect(dotsIn(pngLabel({ ...label, serial: undefined }), Math.ceil(right) + 1)).toBeLessThan(withText)
})

test('the same label is the same bytes, and another one is not', () => {
  expect(pngLabel(label)).toEqual(pngLabel({ ...label }))
  expect(pngLabel({ ...label, imei: '352656100367880' })).not.toEqual(pngLabel(label))
})
