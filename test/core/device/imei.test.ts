import { parseImei } from '../../../core/device/imei.ts'
import { luhnDigit } from '../../../core/device/luhn.ts'

test('reads an IMEI and its type allocation code', () => {
  expect(parseImei(' 352656109480783\r\n')).toEqual({ ok: true, imei: '352656109480783', tac: '35265610' })
  expect(parseImei('352656100367872').ok).toBe(true)
})

test.each([
  ['352656109480784', 'it ends with 4, its check digit should be 3'],
  ['35265610948078', 'it has 14 digits, expected 15 (the check digit is missing: it would be 3)'],
  ['3526561094807830', 'it has 16 digits, expected 15 (16 digits are an IMEISV, as AT+CGSN=2 prints it; use AT+CGSN)'],
  ['', 'it has 0 digits, expected 15'],
  ['35265610948O783', 'it has characters other than digits'],
  ['٣٥٢٦٥٦١٠٩٤٨٠٧٨٣', 'it has characters other than digits'],
])('refuses %s', (text, why) => {
  expect(parseImei(text)).toEqual({ ok: false, why, says: `"${text}" is not an IMEI: ${why}` })
})

test('a refusal does not repeat endless input', () => {
  const result = parseImei('9'.repeat(100_000))
  expect(!result.ok && result.says.length).toBeLessThan(200)
})

test('the check digit of the example in 3GPP 23.003 annex B', () => {
  expect(luhnDigit('26053179311383')).toBe(7)
})
