import type { ProbeAttempt, ProbeReport } from '../probe/probe-result.ts'

const columns = ['right', 'absent', 'wrong'] as const

const tls = ({ tls: seen, ended }: ProbeAttempt): string =>
  seen ? `${seen.version} ${seen.cipher}` : ended === 'tls' ? 'failed' : '-'
const name = ({ tls: seen, checkedName }: ProbeAttempt): string => {
  if (seen === null) return '-'
  if (checkedName === null) return 'not checked'
  return seen.coveredBy ?? 'not covered'
}
const mqtt = ({ ended, connack }: ProbeAttempt): string => {
  if (connack !== null) return `CONNACK ${connack}`
  return ended === 'mqtt' ? 'no CONNACK' : '-'
}

const rows: [string, (attempt: ProbeAttempt) => string][] = [
  ['server name', ({ sni }) => sni ?? 'none'],
  ['TCP', ({ ms, ended }) => (ended === 'dns' ? '-' : ended === 'tcp' ? 'failed' : `${ms.tcp} ms`)],
  ['TLS', tls],
  ['chain', ({ tls: seen }) => (seen ? (seen.chainProblem ?? 'trusted') : '-')],
  ['name on it', name],
  ['MQTT', mqtt],
  ['ended at', ({ ended }) => ended],
]

const table = (report: ProbeReport): string[] => {
  const cells = [
    ['', ...columns],
    ...rows.map(([title, of]) => [title, ...columns.map((column) => of(report[column]))]),
  ]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)))
  return cells.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const chainLines = (report: ProbeReport): string[] => {
  const chain = (report.right.tls ?? report.absent.tls ?? report.wrong.tls)?.chain ?? []
  return chain.map(
    ({ subject, issuer, validTo, names }) =>
      `certificate  ${subject} (${names.slice(0, 4).join(', ') || 'no names'}), issued by ${issuer}, until ${validTo}`,
  )
}

/** A probe for people: the answer, the three ways side by side, the server's chain, and what it means for which firmware. */
export const renderProbe = (report: ProbeReport): string =>
  [
    `${report.outcome}: ${report.says}`,
    '',
    `addresses    ${report.addresses.join(', ') || 'none'}${report.connectTo ? ` (--connect-to ${report.connectTo})` : ''}`,
    ...chainLines(report),
    '',
    ...table(report),
    '',
    ...columns.map((column) => `${column}: ${report[column].says}`),
    '',
    ...report.meaning,
  ].join('\n')
