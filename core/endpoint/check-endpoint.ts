import { type FirmwareFacts, factsOf } from '../modem/firmware-facts.ts'
import { parseFirmware } from '../modem/parse-firmware.ts'
import { accidentFinding } from './accident-finding.ts'
import { classifyHost } from './classify-host.ts'
import type {
  AccountEndpoints,
  DeviceConnection,
  EndpointCheckInput,
  EndpointCheckResult,
  Finding,
  Outcome,
} from './endpoint-check.ts'
import type { CommonFacts } from './facts.ts'
import { type KnownEndpoints, knownEndpoints } from './known-endpoints.ts'
import { landingOf } from './landing.ts'
import { modeFinding } from './mode-finding.ts'
import { predict } from './predict.ts'
import { remember } from './remember.ts'
import { rules } from './rules.ts'
import { toFinding } from './to-finding.ts'

/** Ids of all findings: one for each rule, and those that `checkEndpoint` derives from several answers. */
export const findingIds: readonly string[] = [
  ...rules.map((rule) => rule.id),
  'connects-by-accident',
  'certificate-mode-unknown',
  'firmware-malformed',
]

/** Says whether a device will connect, and what to change if not. Pure: no network, no clock. */
export function checkEndpoint({ account, ...device }: EndpointCheckInput): EndpointCheckResult {
  return endpointChecker(account)(device)
}

/** The same for many devices of one account: what the account and the firmware contribute is worked out once. */
export function endpointChecker(account: AccountEndpoints): (device: DeviceConnection) => EndpointCheckResult {
  const known = knownEndpoints(account)
  // A fleet has few firmware versions and many devices.
  const firmwareFacts = remember(readFirmware)
  return (device) => {
    const firmware = firmwareFacts(device.firmware)
    if (typeof firmware === 'string') return malformed(firmware)
    const common = commonFacts(device, firmware, known)
    return device.certificateMode === undefined ? answerBoth(common) : answer(common, device.certificateMode)
  }
}

/** The outcome alone, for many devices: without the sentences of the findings. */
export function outcomeChecker(account: AccountEndpoints): (device: DeviceConnection) => Outcome {
  const known = knownEndpoints(account)
  const firmwareFacts = remember(readFirmware)
  return (device) => {
    const firmware = firmwareFacts(device.firmware)
    if (typeof firmware === 'string') return 'unknown'
    const common = commonFacts(device, firmware, known)
    if (device.certificateMode !== undefined) return predict(common, device.certificateMode).outcome
    const lenient = predict(common, 'DEFAULT').outcome
    return lenient === predict(common, 'SNI_ONLY').outcome ? lenient : 'unknown'
  }
}

function commonFacts(given: DeviceConnection, firmware: FirmwareFacts, known: KnownEndpoints): CommonFacts {
  const device = given.staticIp?.replacesHostname === true ? { ...given, hostname: given.staticIp.address } : given
  const host = classifyHost(device.hostname, known)
  const landing = landingOf(device, host, known)
  return { device, known, firmware, host, landing, port: device.port ?? 8883, verifies: (device.peerVerify ?? 2) === 2 }
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

function readFirmware(text: string): FirmwareFacts | string {
  const parsed = parseFirmware(text)
  return parsed.ok ? factsOf(parsed.firmware) : parsed.says
}
