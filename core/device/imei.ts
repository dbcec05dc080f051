import { luhnDigit } from './luhn.ts'

/** `tac` is the type allocation code, the first eight digits: it names the model, so an order can admit a whole model. */
export type ImeiResult = { ok: true; imei: string; tac: string } | { ok: false; why: string; says: string }

/**
 * Reads an IMEI: 15 digits, the last one a Luhn check digit (3GPP 23.003, 6.2.1). White space around it is ignored.
 * A failure says what is wrong with which value; for a wrong check digit, which digit was expected.
 * `why` is the reason alone, `says` the whole sentence.
 */
export function parseImei(text: string): ImeiResult {
  const imei = text.trim()
  const shown = imei.length > 40 ? `${imei.slice(0, 40)}…` : imei
  const why = fault(imei)
  if (why !== undefined) return { ok: false, why, says: `"${shown}" is not an IMEI: ${why}` }
  return { ok: true, imei, tac: imei.slice(0, 8) }
}

function fault(imei: string): string | undefined {
  if (!/^\d*$/.test(imei)) return 'it has characters other than digits'
  if (imei.length !== 15) return `it has ${imei.length} digits, expected 15${hintFor(imei)}`
  const expected = luhnDigit(imei.slice(0, 14))
  if (Number(imei[14]) !== expected) return `it ends with ${imei[14]}, its check digit should be ${expected}`
  return undefined
}

function hintFor(digits: string): string {
  if (digits.length === 16) return ' (16 digits are an IMEISV, as AT+CGSN=2 prints it; use AT+CGSN)'
  if (digits.length === 14) return ` (the check digit is missing: it would be ${luhnDigit(digits)})`
  return ''
}
