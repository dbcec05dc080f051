import type { EndedConnection } from '../collected.ts'
import { hostPort } from '../ip/address-text.ts'
import { matchingName } from '../tls/matching-name.ts'
import type { CertificateSeen, TlsFacts } from '../tls/tls-facts.ts'
import { judge } from '../verdict/judge.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { VerdictContext } from '../verdict/verdict-context.ts'
import { whoseHost } from '../verdict/whose-host.ts'
import { isoTime } from './iso-time.ts'

/** One connection as the user gets it: times as ISO 8601 and milliseconds, everything from the wire already made printable. */
export interface ConnectionReport extends Verdict {
  opened: string
  client: string
  server: string
  /** The name the DNS was asked for, when the capture has the question. */
  dnsName: string | null
  synsSent: number
  tls: TlsReport | null
  mqttWithoutTls: { clientId: string | null; userName: boolean; password: boolean; returnCode: number | null } | null
  close: { by: 'client' | 'server'; how: 'FIN' | 'RST'; msAfterOpening: number; msAfterFirstData: number | null } | null
  ending: EndedConnection['ending']
}

export interface TlsReport {
  sni: string | null
  /** Whose host the SNI names, seen from the expected endpoint. */
  sniIs: string
  offered: { versions: string[]; ciphers: string[]; alpn: string[]; sessionTicket: string } | null
  version: string | null
  cipher: string | null
  alpn: string | null
  ticketIssued: boolean
  resumed: boolean
  serverCertificate: CertificateReport
  /** The name of the server's certificate that covers the SNI. */
  coveredBy: string | null
  clientCertificate: CertificateReport
  messages: string[]
  alerts: string[]
  handshakeMs: number | null
  dataBytes: { client: number; server: number }
  /** False in TLS 1.3, where handshake and data look alike from outside. */
  dataExact: boolean
  captureIncomplete: boolean
  retransmittedBytes: number
}

export type CertificateReport = {
  seen: CertificateSeen['seen']
  id?: string
  names?: string[]
  subject?: string
  issuer?: string
  validFrom?: string | null
  validTo?: string | null
  chainLength?: number
}

const ms = (from: number, to: number) => Math.round((to - from) / 10) / 100

const certificateReport = (seen: CertificateSeen): CertificateReport =>
  seen.seen === 'sent' ? { seen: 'sent', ...seen.certificate } : { seen: seen.seen }

const tlsReport = (tls: TlsFacts, context: VerdictContext, retransmittedBytes: number): TlsReport => {
  const sni = tls.hello?.sni ?? null
  const names = tls.serverCertificate.seen === 'sent' ? tls.serverCertificate.certificate.names : []
  return {
    sni,
    sniIs: tls.hello === null ? 'not captured' : sni === null ? 'not sent' : whoseHost(sni, context.account).kind,
    offered: tls.hello && {
      versions: tls.hello.versions,
      ciphers: tls.hello.ciphers,
      alpn: tls.hello.alpn,
      sessionTicket: tls.hello.sessionTicket,
    },
    version: tls.version,
    cipher: tls.cipher,
    alpn: tls.alpn,
    ticketIssued: tls.ticketIssued,
    resumed: tls.resumed,
    serverCertificate: certificateReport(tls.serverCertificate),
    coveredBy: sni === null ? null : matchingName(names, sni),
    clientCertificate: certificateReport(tls.clientCertificate),
    messages: tls.messages.map(({ from, message }) => `${from} ${message}`),
    alerts: tls.alerts.map(
      ({ from, level, alert }) => `${from} ${alert === null ? 'encrypted alert' : `${level} ${alert}`}`,
    ),
    handshakeMs: tls.completed === null ? null : ms(tls.began, tls.completed),
    dataBytes: { client: tls.data.client.bytes, server: tls.data.server.bytes },
    dataExact: !tls.inferred && !tls.incomplete,
    captureIncomplete: tls.incomplete,
    retransmittedBytes,
  }
}

/** Turns one connection into its report, with the verdict. */
export const connectionReport = (connection: EndedConnection, context: VerdictContext): ConnectionReport => {
  const { opened, client, server, close, carried } = connection
  const first = carried?.tls?.data.client.first ?? null
  return {
    ...judge(connection, context),
    ending: connection.ending,
    opened: isoTime(opened),
    client: hostPort(client.address, client.port),
    server: hostPort(server.address, server.port),
    dnsName: connection.dnsName,
    synsSent: connection.syns,
    tls: carried?.tls ? tlsReport(carried.tls, context, carried.retransmitted) : null,
    mqttWithoutTls: carried?.mqtt ?? null,
    close: close && {
      by: close.by,
      how: close.how,
      msAfterOpening: ms(opened, close.time),
      msAfterFirstData: first === null ? null : ms(first, close.time),
    },
  }
}
