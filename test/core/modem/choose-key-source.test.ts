import type { KeySource } from '../../../core/api/profile.ts'
import { chooseKeySource } from '../../../core/modem/choose-key-source.ts'
import { factsOf } from '../../../core/modem/firmware-facts.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'

const choose = (text: string, allowed: KeySource[]) => {
  const parsed = parseFirmware(text)
  if (!parsed.ok) throw new Error(parsed.says)
  return chooseKeySource(factsOf(parsed.firmware), allowed)
}

test.each<[string, KeySource[], KeySource]>([
  ['mfw_nrf9160_1.3.0', ['cloud', 'station', 'modem'], 'modem'],
  ['mfw_nrf91x1_2.0.4', ['modem'], 'modem'],
  ['mfw_nrf9151-ntn_1.0.0-1.alpha', ['station', 'modem'], 'modem'],
  ['mfw_nrf9160_1.2.8', ['cloud', 'station', 'modem'], 'station'],
  ['mfw_nrf9160_1.2.0', ['modem', 'cloud'], 'cloud'],
  ['mfw_nrf9160_1.3.7', ['cloud', 'station'], 'station'],
])('%s with %j: %s', (text, allowed, source) => {
  expect(choose(text, allowed)).toMatchObject({ ok: true, source })
})

test('gives the reason in one line', () => {
  expect(choose('mfw_nrf9160_1.2.3', ['modem', 'station'])).toMatchObject({
    why: 'mfw_nrf9160_1.2.3 has no %KEYGEN, which came with 1.3.0; the station makes the key and keeps no copy',
  })
  expect(choose('mfw_nrf91x1_2.9.0', ['modem'])).toMatchObject({ why: expect.stringContaining('inferred') })
})

test('says why there is none', () => {
  expect(choose('mfw_nrf9160_1.2.3', ['modem'])).toEqual({
    ok: false,
    why: expect.stringContaining('update the modem or allow station keys'),
  })
  expect(choose('mfw_nrf9160_1.2.3', [])).toEqual({ ok: false, why: expect.stringContaining('no key source') })
})
