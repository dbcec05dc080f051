import { accidentFinding } from './accident-finding.ts'
import { commonFactsOf } from './common-facts.ts'
import type {
  AccountEndpoints,
  DeviceConnection,
  EndpointCheckInput,
  EndpointCheckResult,
  Finding,
  Outcome,
} from './endpoint-check.ts'
import type { CommonFacts } from './facts.ts'
import { modeFinding } from './mode-finding.ts'
import { predict } from './predict.ts'
import { rules } from './rules.ts'
import { toFinding } from './to-finding.ts'
import { assumed } from './unsettled.ts'

/** Ids of all findings: one for each rule, and those that `checkEndpoint` derives from several answers. */
export const findingIds: readonly string[] = [
  ...rules.map((rule) => rule.id),
  'connects-by-accident',
  'certificate-mode-unknown',
  'firmware-malformed',
]

/**
 * Says whether a device will connect, and what to change if not. Pure: no network, no clock. What AWS and Nordic leave unclear
 * is `assumed` unless other positions are given.
 */
export function checkEndpoint({ account, ...device }: EndpointCheckInput, unsettled = assumed): EndpointCheckResult {
  return endpointChecker(account, unsettled)(device)
}

/** The same for many devices of one account, which is taken apart once. */
export function endpointChecker(
  account: AccountEndpoints,
  unsettled = assumed,
): (device: DeviceConnection) => EndpointCheckResult {
  const factsOf = commonFactsOf(account, unsettled)
  return (device) => {
    const common = factsOf(device)
    if (typeof common === 'string') return malformed(common)
    return device.certificateMode === undefined ? answerBoth(common) : answer(common, device.certificateMode)
  }
}

/** The outcome alone, for many devices: without the sentences of the findings. */
export function outcomeChecker(account: AccountEndpoints, unsettled = assumed): (device: DeviceConnection) => Outcome {
  const factsOf = commonFactsOf(account, unsettled)
  return (device) => {
    const common = factsOf(device)
    if (typeof common === 'string') return 'unknown'
    if (device.certificateMode !== undefined) return predict(common, device.certificateMode).outcome
    const lenient = predict(common, 'DEFAULT').outcome
    return lenient === predict(common, 'SNI_ONLY').outcome ? lenient : 'unknown'
  }
}

function answer(common: CommonFacts, mode: 'DEFAULT' | 'SNI_ONLY'): EndpointCheckResult {
  const { outcome, today, accident } = predict(common, mode)
  const findings = today.held.map((rule) => toFinding(rule, today.facts))
  if (accident) findings.unshift(accidentFinding(accident))
  return { outcome, findings }
}

function answerBoth(common: CommonFacts): EndpointCheckResult {
  const lenient = answer(common, 'DEFAULT')
  const strict = predict(common, 'SNI_ONLY')
  const byCertificateMode = { DEFAULT: lenient.outcome, SNI_ONLY: strict.outcome }
  if (lenient.outcome === strict.outcome) return { ...lenient, byCertificateMode }
  const findings = [modeFinding(strict.today.facts, byCertificateMode), ...lenient.findings]
  return { outcome: 'unknown', findings, byCertificateMode }
}

function malformed(says: string): EndpointCheckResult {
  const finding: Finding = {
    rule: 'firmware-malformed',
    severity: 'error',
    says,
    fix: 'Send AT+CGMR to the modem and give its answer.',
    evidence: 'documented',
    source: 'nRF9160 AT Commands, +CGMR',
  }
  return { outcome: 'unknown', findings: [finding] }
}
