import { compareVersions } from '../../../core/modem/compare-versions.ts'
import { firmwareTable } from '../../../core/modem/firmware-table.ts'
import { parseFirmware } from '../../../core/modem/parse-firmware.ts'

test.each([
  ['mfw_nrf9160_1.3.5', { family: 'nrf9160', version: [1, 3, 5], listed: true }],
  [' mfw_nrf91x1_2.0.2\r\n', { family: 'nrf91x1', version: [2, 0, 2], listed: true }],
  ['mfw_nrf9151-ntn_1.0.0-1.alpha', { family: 'nrf9151-ntn', version: [1, 0, 0], listed: true, suffix: '1.alpha' }],
  ['mfw_nrf9151-ntn_1.0.1', { family: 'nrf9151-ntn', version: [1, 0, 1], listed: false }],
  ['mfw_nrf9160_1.3.2-FOTA-TEST', { family: 'nrf9160', version: [1, 3, 2], listed: true, suffix: 'FOTA-TEST' }],
  ['mfw-pti_2.3.4', { family: 'pti', version: [2, 3, 4], listed: false }],
  ['mfw-pti_nrf91x1_2.3.4', { family: 'pti', version: [2, 3, 4], listed: false }],
  ['mfw_nrf9160_1.3.8', { family: 'nrf9160', version: [1, 3, 8], listed: false }],
  ['mfw_nrf92_3.1.0', { family: 'other', version: [3, 1, 0], listed: false }],
])('reads %s', (text, expected) => {
  expect(parseFirmware(text)).toEqual({ ok: true, firmware: { text: text.trim(), ...expected } })
})

test.each([
  ['1.2.3', 'a version alone'],
  ['nrf9160_1.3.2', 'try mfw_nrf9160_1.3.2'],
  ['mfw_nrf9160_1.3', 'for example mfw_nrf9160_1.3.7'],
  ['mfw_nrf9160_1.3.5.6x y', 'expected the text of AT+CGMR'],
  ['v3.5.0-ncs1', 'expected the text of AT+CGMR'],
  ['', 'expected the text of AT+CGMR'],
])('refuses %s', (text, hint) => {
  const result = parseFirmware(text)
  expect(result.ok).toBe(false)
  expect(!result.ok && result.says).toContain(`"${text}" is no modem firmware`)
  expect(!result.ok && result.why).toContain(hint)
})

test('every row of the table reads back as itself', () => {
  for (const row of firmwareTable) {
    const result = parseFirmware(row.text)
    expect(result).toMatchObject({ ok: true, firmware: { family: row.family, version: row.version, listed: true } })
  }
  expect(firmwareTable).toHaveLength(25)
})

test('versions compare by number, not by text', () => {
  expect(compareVersions([1, 10, 0], [1, 9, 9])).toBeGreaterThan(0)
  expect(compareVersions([1, 2, 1], [1, 2, 1])).toBe(0)
  expect(compareVersions([1, 2, 1], [2, 0, 0])).toBeLessThan(0)
})
