import type { Finding } from './endpoint-check.ts'
import type { Judgement } from './predict.ts'
import { finding } from './to-finding.ts'

/** The finding for a device that connects only because its firmware sends no SNI yet. */
export function accidentFinding({ facts: later, held }: Judgement): Finding {
  const reason = held.find((rule) => rule.endsAt !== undefined)
  return finding(later, {
    rule: 'connects-by-accident',
    severity: 'error',
    says: `${later.firmware.firmware.text} sends no SNI, so AWS finds the account by the certificate and the device connects. From mfw_nrf9160_1.2.1 on it will not: ${reason?.says(later)}`,
    fix: `${reason?.fix(later)} Do it before the modem firmware is updated.`,
    evidence: 'inferred',
    source: `DevZone 85312; Nordic asset tracker notes on SNI (routing by certificate); ${reason?.source}`,
  })
}
