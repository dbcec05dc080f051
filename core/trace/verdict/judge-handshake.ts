import type { Outcome } from '../../endpoint/endpoint-check.ts'
import type { EndedConnection } from '../collected.ts'
import { matchingName } from '../tls/matching-name.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'
import { certificateClause, closeClause, deviceClause, nameClause } from './clauses.ts'
import type { Cause, Verdict } from './verdict.ts'
import type { VerdictContext } from './verdict-context.ts'

interface Reason {
  cause: Cause
  says: string
}

const trust = 'check the root CA in the security tag (Amazon Root CA 1), the host name, and the clock'

/** Why a device turns a server down (nrf91-modem 5.4, aws-iot-provisioning 7.5). */
const deviceReason = (tls: TlsFacts, alert: string | null): Reason => {
  const { hello, serverCertificate } = tls
  const names = serverCertificate.seen === 'sent' ? serverCertificate.certificate.names : null
  if (names !== null && hello?.sni != null && matchingName(names, hello.sni) === null) {
    const shown = names.slice(0, 4).join(', ')
    return {
      cause: 'name-not-covered',
      says: `no name of the server's certificate (${shown}) covers ${hello.sni}: set the TLS host name to the account's endpoint`,
    }
  }
  if (alert === 'protocol_version' || alert === 'handshake_failure' || alert === 'illegal_parameter') {
    return { cause: 'no-common-version-or-cipher', says: 'it could not agree to what the server chose' }
  }
  return { cause: 'server-not-trusted', says: `it did not accept the server's certificate: ${trust}` }
}

const serverReason = (tls: TlsFacts, alert: string | null): Reason => {
  if (tls.clientCertificate.seen === 'none-sent') {
    return {
      cause: 'no-client-certificate',
      says: 'it had asked for a certificate and got none: write certificate and key to the security tag that the application uses',
    }
  }
  if (tls.version === null) {
    const offered = tls.hello ? ` (offered: ${tls.hello.versions.join(', ')})` : ''
    return {
      cause: 'no-common-version-or-cipher',
      says: `it took none of the versions and ciphers offered${offered}: a TLS 1.3-only security policy cannot be reached by an nRF91`,
    }
  }
  const known = alert !== null && /certificate|unknown_ca|access_denied|decrypt_error/.test(alert)
  if (known || tls.clientCertificate.seen === 'sent') {
    return {
      cause: 'client-certificate-refused',
      says: "it did not accept the device's certificate, or the proof that the device holds its key",
    }
  }
  return { cause: 'unknown', says: 'why, it did not say' }
}

/** A TLS handshake that was not completed, or that the device left at once when it was. */
export const judgeHandshake = (connection: EndedConnection, tls: TlsFacts, context: VerdictContext): Verdict => {
  const start = `${deviceClause(tls.hello, context)} ${certificateClause(tls)}: ${nameClause(tls.hello, connection.dnsName, context)}`
  if (connection.ending === 'handshake-unfinished') {
    const why = tls.incomplete ? 'the capture lacks bytes of the handshake' : 'the capture ends inside the handshake'
    return {
      outcome: 'unknown',
      cause: 'capture-incomplete',
      evidence: 'measured',
      says: `${deviceClause(tls.hello, context)}: ${nameClause(tls.hello, connection.dnsName, context)}; ${why}, so how it ended is not known.`,
    }
  }
  const byDevice = connection.ending !== 'refused-by-server'
  const alert =
    tls.alerts.find(({ from, alert: name }) => from === (byDevice ? 'client' : 'server') && name !== null)?.alert ??
    null
  const outcome: Outcome = byDevice ? 'tls-refused-by-device' : 'tls-refused-by-server'
  const { cause, says } = byDevice ? deviceReason(tls, alert) : serverReason(tls, alert)
  const refused =
    alert === null
      ? closeClause(connection)
      : `the ${byDevice ? 'device' : 'server'} ended the handshake with the alert ${alert}`
  // A capture on the way cannot show what a peer thought; an alert in clear comes close.
  return { outcome, cause, evidence: alert === null ? 'inferred' : 'measured', says: `${start}; ${refused}; ${says}.` }
}
