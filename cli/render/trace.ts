import type { TraceComparison } from '../../core/trace/compare/compare-traces.ts'
import type { CertificateReport, ConnectionReport, TlsReport } from '../../core/trace/report/connection-report.ts'
import type { TraceReport } from '../../core/trace/report/trace-report.ts'
import { renderFindings } from './findings.ts'

const shownConnections = 20
/** A modem offers 7 to 10. */
const shownCiphers = 12

const some = (values: readonly string[], most: number): string =>
  values.length <= most ? values.join(', ') : `${values.slice(0, most).join(', ')} and ${values.length - most} more`

const certificate = ({ seen, id, names, issuer, validTo }: CertificateReport): string =>
  seen === 'sent'
    ? `${id} (${names?.slice(0, 4).join(', ')}; issued by ${issuer}; until ${validTo})`
    : seen.replace('-', ' ')

const tlsLines = (tls: TlsReport): string[] => [
  `SNI                 ${tls.sni ?? 'none'} (${tls.sniIs})${tls.coveredBy ? `, covered by ${tls.coveredBy}` : ''}`,
  ...(tls.offered
    ? [
        `offered             ${tls.offered.versions.join(', ')}; ALPN ${tls.offered.alpn.join(', ') || 'none'}; session ticket ${tls.offered.sessionTicket}`,
        `ciphers offered     ${some(tls.offered.ciphers, shownCiphers)}`,
      ]
    : []),
  `chosen              ${tls.version ?? 'nothing'} ${tls.cipher ?? ''} ${tls.alpn ? `ALPN ${tls.alpn}` : ''}`.trimEnd(),
  `server certificate  ${certificate(tls.serverCertificate)}`,
  `client certificate  ${certificate(tls.clientCertificate)}`,
  `handshake           ${tls.messages.join(' → ')}${tls.handshakeMs === null ? ', not completed' : ` in ${tls.handshakeMs} ms`}`,
  ...(tls.alerts.length > 0 ? [`alerts              ${tls.alerts.join(', ')}`] : []),
  `application data    ${tls.dataBytes.client} bytes out, ${tls.dataBytes.server} in${tls.dataExact ? '' : ' (not exact)'}`,
]

const closing = ({ close }: ConnectionReport): string => {
  if (close === null) return 'open at the end of the capture'
  const after =
    close.msAfterFirstData === null
      ? `${close.msAfterOpening} ms after opening`
      : `${close.msAfterFirstData} ms after the first application data`
  return `closed by the ${close.by === 'client' ? 'device' : 'server'} (${close.how}) ${after}`
}

const heading = (connection: ConnectionReport, index: number): string =>
  `connection ${index + 1}  ${connection.opened}  ${connection.client} → ${connection.server}${connection.dnsName ? ` (${connection.dnsName})` : ''}`

const subjectLines = (connection: ConnectionReport, index: number): string[] => [
  `${heading(connection, index)}`,
  ...(connection.tls ? tlsLines(connection.tls) : []).map((line) => `  ${line}`),
  `  end                 ${closing(connection)}`,
]

const deviceLine = ({ firmware, at }: TraceReport): string[] => {
  const parts = [
    firmware
      ? `${firmware.text} (from the ${firmware.from === 'given' ? 'command line' : firmware.from === 'capture' ? "capture's AT packets" : 'raw trace, inferred'})`
      : null,
    at?.imei ? `IMEI ${at.imei}` : null,
    at?.attachMs != null ? `registered after ${(at.attachMs / 1000).toFixed(1)} s` : null,
    at && at.functionality.length > 0 ? `CFUN ${at.functionality.map(({ mode }) => mode).join(', ')}` : null,
    at && at.registration.length > 0 ? `CEREG ${at.registration.map(({ stat }) => stat).join(', ')}` : null,
  ].filter((part) => part !== null)
  return parts.length > 0 ? [`device   ${parts.join('; ')}`] : []
}

const captureLines = ({ capture }: TraceReport): string[] => {
  const links = capture.interfaces.map(({ link, name, packets }) => `${link}${name ? ` "${name}"` : ''} ${packets}`)
  const by = capture.writtenBy ? `; written by ${capture.writtenBy}` : ''
  return [
    `capture  ${capture.kind}, ${capture.packets} packets (${links.join(', ') || 'no interface'}), ${capture.tcpConnections} TCP connections${by}`,
    ...capture.notes.map((note) => `  note: ${note}`),
  ]
}

const predictionLines = ({ prediction }: TraceReport): string[] => {
  if (prediction === null) return []
  const modes = prediction.byCertificateMode
  const by =
    modes && modes.DEFAULT !== modes.SNI_ONLY
      ? ` (certificate mode DEFAULT ${modes.DEFAULT}, SNI_ONLY ${modes.SNI_ONLY})`
      : ''
  return [`with ${prediction.firmware} and the host name ${prediction.hostname}: ${prediction.outcome}${by}`]
}

/** One report for people: the sentence first, then what it rests on. */
export const renderTrace = (report: TraceReport): string => {
  const others = report.connections
    .map((connection, index) => ({ connection, index }))
    .filter(({ index }) => index !== report.subject)
  const subject = report.subject === null ? undefined : report.connections[report.subject]
  const total = Object.values(report.endings).reduce((sum, n) => sum + n, 0)
  return [
    `${report.outcome}: ${report.says}`,
    '',
    ...deviceLine(report),
    ...captureLines(report),
    ...(subject && report.subject !== null ? ['', ...subjectLines(subject, report.subject)] : []),
    ...(others.length > 0
      ? [
          '',
          ...others
            .slice(0, shownConnections)
            .map(
              ({ connection, index }) => `${heading(connection, index)}\n  ${connection.outcome}: ${connection.says}`,
            ),
        ]
      : []),
    ...(total > shownConnections + 1
      ? [
          `of ${total} connections: ${Object.entries(report.endings)
            .map(([ending, n]) => `${n} ${ending}`)
            .join(', ')} (all that were kept: --json)`,
        ]
      : []),
    ...(report.carved.length > 0
      ? [
          '',
          ...report.carved
            .slice(0, shownConnections)
            .map(({ offset, sni, sniIs }) => `carved at byte ${offset}: ClientHello, SNI ${sni ?? 'none'} (${sniIs})`),
        ]
      : []),
    ...(report.prediction ? ['', ...predictionLines(report)] : []),
    ...(report.findings.length > 0 ? ['', renderFindings(report.findings)] : []),
  ].join('\n')
}

/** The comparison of two captures for people. */
export const renderComparison = ({ says, differences, same }: TraceComparison): string =>
  [
    says,
    '',
    ...differences.map(({ what, a, b }) => `differs: ${what}\n  a: ${a}\n  b: ${b}`),
    `same: ${same.join(', ') || 'nothing'}`,
  ].join('\n')
