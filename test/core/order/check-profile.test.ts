import { profileSchema } from '../../../core/api/profile.ts'
import { checkFirmware } from '../../../core/order/check-firmware.ts'
import { checkProfile } from '../../../core/order/check-profile.ts'

const account = { dataAts: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' }
const other = 'z9y8x7w6v5u4t3-ats.iot.eu-west-1.amazonaws.com'
const profile = (more: object = {}) =>
  profileSchema.parse({ name: 'tracker', hostname: account.dataAts, securityTag: 16842753, ...more })

test('a profile with the right host opens the door without a word', () => {
  expect(checkProfile(profile(), account)).toEqual({ refusal: undefined, warnings: [] })
})

test("another account's host closes the door and the fix is the right host", () => {
  const { refusal } = checkProfile(profile({ hostname: other }), account)
  expect(refusal).toMatchObject({
    refusal: 'profile-would-not-connect',
    params: { outcome: 'closed-after-connect', expected: account.dataAts },
  })
})

test('it also closes the door for old firmware, where the device would connect by accident', () => {
  const old = { min: 'mfw_nrf9160_1.2.0', max: 'mfw_nrf9160_1.2.0' }
  expect(checkProfile(profile({ hostname: other, firmware: old }), account).refusal).toMatchObject({
    params: { outcome: 'connects-by-accident' },
  })
})

test('no host name opens the door with a warning', () => {
  const { refusal, warnings } = checkProfile(profile({ hostname: null }), account)
  expect(refusal).toBeUndefined()
  expect(warnings.join()).toMatch(/SNI/)
})

test.each([
  ['mfw_nrf9160_1.2.0', undefined],
  ['mfw_nrf9160_1.3.7', undefined],
  ['mfw_nrf9160_1.1.0', 'firmware-out-of-range'],
  ['mfw_nrf91x1_2.0.4', 'firmware-out-of-range'],
  ['banana', 'firmware-malformed'],
])('firmware %s against a range of 1.2.0 to 1.3.7: %s', (firmware, expected) => {
  const order = { account, profile: profile({ firmware: { min: 'mfw_nrf9160_1.2.0', max: 'mfw_nrf9160_1.3.7' } }) }
  expect(checkFirmware(firmware, order)?.refusal).toBe(expected)
})
