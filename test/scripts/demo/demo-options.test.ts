import { readDemoOptions } from '../../../scripts/demo/demo-options.ts'

test('eight devices and text, unless told otherwise', () => {
  expect(readDemoOptions([])).toEqual({ json: false, devices: 8 })
  expect(readDemoOptions(['--json', '--devices', '100'])).toEqual({ json: true, devices: 100 })
  expect(readDemoOptions(['-h'])).toBe('help')
})

test.each([
  [['--devices', 'all'], '--devices "all" is not a number from 1 to 1000'],
  [['--devices', '0'], '"0"'],
  [['--devices', '1.5'], '"1.5"'],
  [['--device', '8'], '--device'],
  [['8'], '8'],
])('%j is refused by name', (args, sentence) => {
  expect(readDemoOptions(args)).toMatchObject({ says: expect.stringContaining(sentence) })
})
