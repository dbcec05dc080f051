import type { EndedConnection } from '../collected.ts'
import { matchingName } from '../tls/matching-name.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'
import { spanText } from './milliseconds.ts'
import type { VerdictContext } from './verdict-context.ts'
import { whoseHost } from './whose-host.ts'

/** An AWS certificate ID has 64 digits; a dozen are enough to know it by, and the report has them all. */
export const shortId = (id: string): string => `${id.slice(0, 12)}…`

/** Who connected: the firmware, and where that is not known, what the ClientHello lets one say. */
export const deviceClause = (hello: TlsFacts['hello'], { firmware }: VerdictContext): string => {
  if (firmware) return firmware.facts.firmware.text
  if (!hello) return 'A device'
  if (hello.versions.includes('TLS 1.3')) return 'A client that offers TLS 1.3 (so not the TLS of an nRF91 modem)'
  return hello.sni === null
    ? 'A device that sends no SNI (mfw before 1.2.1, or host name NULL)'
    : 'A device that sends SNI (mfw 1.2.1 or later)'
}

/** Which certificate the client showed. */
export const certificateClause = ({ clientCertificate }: TlsFacts): string => {
  switch (clientCertificate.seen) {
    case 'sent':
      return `with certificate ${shortId(clientCertificate.certificate.id)}`
    case 'none-sent':
      return 'without a certificate to show (none sent: the security tag it uses is empty or lacks the certificate or the key)'
    case 'not-requested':
      return 'never asked for its certificate'
    case 'resumed':
      return 'resuming an earlier session, hence without showing its certificate'
    case 'encrypted':
      return 'with a certificate that TLS 1.3 hides'
    default:
      return 'with a certificate that the capture lacks'
  }
}

/** Whose host the SNI names; where none was sent, what the DNS was asked for. */
export const nameClause = (
  hello: TlsFacts['hello'],
  dnsName: string | null,
  { account, firmware }: VerdictContext,
): string => {
  if (!hello) return 'the capture lacks the ClientHello and so the SNI'
  if (hello.sni !== null) return `its SNI names ${hello.sni}, ${whoseHost(hello.sni, account).says}`
  const asked = dnsName === null ? '' : `; it had asked the DNS for ${dnsName}, ${whoseHost(dnsName, account).says}`
  const able =
    firmware?.facts.sendsSni.value === true ? ' although this firmware can: its host name is NULL or empty' : ''
  return `it sent no SNI${able}${asked}`
}

/** Why the TLS handshake went through; where the name is wrong, in spite of what. */
export const passedClause = (tls: TlsFacts, right: boolean): string => {
  const { serverCertificate, hello } = tls
  if (tls.completed === null) return ''
  if (serverCertificate.seen !== 'sent' || right) return 'TLS passed'
  if (hello?.sni == null) return 'TLS passed without a name to check'
  const name = matchingName(serverCertificate.certificate.names, hello.sni)
  if (name === null) return 'TLS passed although no name of the certificate covers it: the device does not check names'
  const wildcard = /^\*\.iot\..*amazonaws\.com(\.cn)?$/.test(name)
  const everyone = wildcard ? ": the Region's wildcard matches the host of every account" : ''
  return `TLS passed because the server's certificate covers it with ${name}${everyone}`
}

/** Who closed, how, and how long after what. */
export const closeClause = ({ close, carried, opened }: EndedConnection): string => {
  const tls = carried?.tls ?? null
  if (close === null) return 'the capture ends before either side closed'
  const first = tls?.data.client.first ?? null
  const after =
    first !== null
      ? `${spanText(first, close.time)} after the first application data`
      : tls?.completed != null
        ? `${spanText(tls.completed, close.time)} after the handshake, before any application data`
        : `${spanText(tls?.began ?? opened, close.time)} into the handshake`
  return `the ${close.by === 'client' ? 'device' : 'server'} closed (${close.how}) ${after}`
}
