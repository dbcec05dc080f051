import fc from 'fast-check'
import { luhnDigit } from '../../../core/device/luhn.ts'
import { parseThingName, thingName } from '../../../core/device/thing-name.ts'

test('a thing name splits back into fleet and IMEI', () => {
  const fleet = fc.stringMatching(/^[A-Za-z0-9]{1,20}$/)
  const digits = fc.stringMatching(/^\d{14}$/)
  fc.assert(
    fc.property(fleet, digits, (name, first) => {
      const imei = `${first}${luhnDigit(first)}`
      expect(parseThingName(thingName(name, imei))).toEqual({ fleet: name, imei })
    }),
    { numRuns: 50, seed: 1 },
  )
})

test.each([
  '352656109480783',
  '-352656109480783',
  'a-b-352656109480783',
  'mintmark-352656109480784',
  'mintmark-1',
  'x',
])('%s is no thing of ours', (name) => expect(parseThingName(name)).toBeUndefined())
