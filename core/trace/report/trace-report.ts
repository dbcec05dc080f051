import { checkEndpoint } from '../../endpoint/check-endpoint.ts'
import type { EndpointCheckResult, Evidence, Finding, Outcome } from '../../endpoint/endpoint-check.ts'
import type { EndedConnection } from '../collected.ts'
import type { TraceFacts } from '../trace-facts.ts'
import { checkedConnection } from '../verdict/checked-connection.ts'
import type { Ending } from '../verdict/ending.ts'
import { otherFirmware } from '../verdict/other-firmware.ts'
import type { Cause } from '../verdict/verdict.ts'
import type { VerdictContext } from '../verdict/verdict-context.ts'
import { type AtReport, atReport } from './at-report.ts'
import { type CaptureReport, captureReport } from './capture-report.ts'
import { type ConnectionReport, connectionReport } from './connection-report.ts'
import { pickSubject } from './pick-subject.ts'
import { type CarvedReport, carvedReports, rawSentence } from './raw-trace.ts'
import { sideFindings } from './side-findings.ts'

/** What `mintmark trace` answers for one file. */
export interface TraceReport {
  file: string
  outcome: Outcome
  cause: Cause
  evidence: Evidence
  /** The answer in one sentence. */
  says: string
  firmware: { text: string; from: 'capture' | 'given' | 'carved' } | null
  capture: CaptureReport
  at: AtReport | null
  /** Index in `connections` of the one the answer is about. */
  subject: number | null
  connections: ConnectionReport[]
  /** Connections by ending, also those that `connections` has no room for. */
  endings: Partial<Record<Ending, number>>
  /** The other half of the comparison: the same host name with a firmware on the other side of 1.2.1. */
  prediction: ({ firmware: string; hostname: string } & EndpointCheckResult) | null
  findings: Finding[]
  carved: CarvedReport[]
}

/** What the rules of `mintmark check` say of the host name the capture shows, for the firmware of this device. */
const endpointFindings = (subject: EndedConnection | null, context: VerdictContext): Finding[] => {
  const hello = subject?.carried?.tls?.hello
  const given = subject && checkedConnection(subject, context)
  if (!subject || !hello || !given || context.firmware === null) return []
  const { facts } = context.firmware
  const hostname = facts.sendsSni.value ? hello.sni : (hello.sni ?? subject.dnsName)
  const { findings } = checkEndpoint({ ...given, firmware: facts.firmware.text, hostname })
  // The mode decides only what the wire has already answered.
  return findings.filter(({ rule }) => rule !== 'certificate-mode-unknown')
}

const nothing = (facts: TraceFacts, file: string, context: VerdictContext): string => {
  if (facts.capture === null) return rawSentence(facts, file, context.account)
  if (facts.dnsFailures.length > 0)
    return `The DNS answered ${facts.dnsFailures[0]?.reason} for ${facts.dnsFailures[0]?.name}, and no connection followed.`
  if (facts.at.packets > 0)
    return 'The capture has AT packets and no TLS connection: the device never got as far as the cloud.'
  return 'The capture has no TLS connection.'
}

/** Judges one file. `file` is its name as the user gave it. */
export const traceReport = (facts: TraceFacts, file: string, context: VerdictContext): TraceReport => {
  const subject = pickSubject(facts.connections, context)
  const connections = facts.connections.map((connection) => connectionReport(connection, context))
  const index = subject === null ? -1 : facts.connections.indexOf(subject)
  const verdict = connections[index]
  const other = subject === null ? null : otherFirmware(subject, context)
  const noDns = facts.dnsFailures.length > 0 && subject === null
  return {
    file,
    outcome: verdict?.outcome ?? (noDns ? 'dns-fails' : 'unknown'),
    cause: verdict?.cause ?? 'unknown',
    evidence: verdict?.evidence ?? (facts.capture === null ? 'inferred' : 'measured'),
    says: verdict?.says ?? nothing(facts, file, context),
    firmware: context.firmware && { text: context.firmware.facts.firmware.text, from: context.firmware.from },
    capture: captureReport(facts),
    at: facts.at.packets > 0 ? atReport(facts.at) : null,
    subject: index < 0 ? null : index,
    connections,
    endings: facts.endings,
    prediction: other && { firmware: other.firmware, hostname: other.hostname, ...other.result },
    findings: [...sideFindings(facts, subject), ...endpointFindings(subject, context)],
    carved: carvedReports(facts, context.account),
  }
}
