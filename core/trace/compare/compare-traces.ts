import type { ConnectionReport } from '../report/connection-report.ts'
import type { TraceReport } from '../report/trace-report.ts'

/** One thing in which two captures can differ. */
export interface Difference {
  what: string
  a: string
  b: string
}

export interface TraceComparison {
  says: string
  differences: Difference[]
  /** Where they agree, so that nobody looks there again. */
  same: string[]
}

const list = (values: readonly string[] | undefined): string =>
  values === undefined ? 'not captured' : values.length === 0 ? 'none' : values.join(', ')

/** What is compared, most telling first: SNI before certificates, both before ciphers. */
const facets: [string, (connection: ConnectionReport | undefined, trace: TraceReport) => string][] = [
  ['outcome', (c) => c?.outcome ?? 'no connection'],
  ['firmware', (_, trace) => trace.firmware?.text ?? 'not known'],
  ['SNI', (c) => (c?.tls?.offered ? (c.tls.sni ?? 'none sent') : 'not captured')],
  ['port', (c) => c?.server.split(':').at(-1) ?? 'none'],
  ['ALPN offered', (c) => list(c?.tls?.offered?.alpn)],
  ['client certificate', (c) => c?.tls?.clientCertificate.id ?? c?.tls?.clientCertificate.seen ?? 'none'],
  ["server's names", (c) => list(c?.tls?.serverCertificate.names)],
  ["server's certificate", (c) => c?.tls?.serverCertificate.id ?? c?.tls?.serverCertificate.seen ?? 'none'],
  ['versions offered', (c) => list(c?.tls?.offered?.versions)],
  ['version', (c) => c?.tls?.version ?? 'none'],
  ['ciphers offered', (c) => list(c?.tls?.offered?.ciphers)],
  ['cipher', (c) => c?.tls?.cipher ?? 'none'],
  ['session ticket', (c) => c?.tls?.offered?.sessionTicket ?? 'not captured'],
  ['handshake', (c) => list(c?.tls?.messages)],
  ['alerts', (c) => list(c?.tls?.alerts)],
  ['close', (c) => (c?.close ? `${c.close.by} ${c.close.how}` : 'none')],
  ['answer', (c) => (c?.tls ? (c.tls.dataBytes.server > 0 ? 'data came back' : 'no data came back') : 'none')],
]
/** They follow from the cause, so they are no cause. */
const consequences = ['outcome', 'handshake', 'alerts', 'close', 'answer', 'firmware']

const subjectOf = (trace: TraceReport) => (trace.subject === null ? undefined : trace.connections[trace.subject])

const sentence = (a: TraceReport, b: TraceReport, differences: Difference[]): string => {
  const names: [string, string] = a.file === b.file ? ['The first', 'The second'] : [a.file, b.file]
  const ends = `${names[0]} comes out as ${a.outcome}, ${names[1]} as ${b.outcome}`
  const cause = differences.find(({ what }) => !consequences.includes(what))
  const others = differences
    .filter(({ what }) => what !== cause?.what && !consequences.includes(what))
    .map(({ what }) => what)
  if (a.outcome === b.outcome && cause === undefined)
    return `${ends}; they do not differ in anything that decides a connection.`
  if (cause === undefined)
    return `${ends}, and nothing on the wire before the end differs: the difference is on the server's side (certificate status, policy, client ID).`
  const more =
    others.length === 0 ? 'nothing else that decides a connection differs' : `also different: ${others.join(', ')}`
  const firmware = differences.find(({ what }) => what === 'firmware')
  const update = firmware ? ` (firmware ${firmware.a} against ${firmware.b})` : ''
  return `${ends}${update}; what differs first is the ${cause.what}: ${cause.a} against ${cause.b}; ${more}.`
}

/** Compares the connections that two captures are about; usually one worked and the other did not. */
export const compareTraces = (a: TraceReport, b: TraceReport): TraceComparison => {
  const [first, second] = [subjectOf(a), subjectOf(b)]
  const compared = facets.map(([what, of]) => ({ what, a: of(first, a), b: of(second, b) }))
  const differences = compared.filter((facet) => facet.a !== facet.b)
  return {
    says: sentence(a, b, differences),
    differences,
    same: compared.filter((facet) => facet.a === facet.b).map(({ what }) => what),
  }
}
