import type { EndedConnection } from '../collected.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'
import { certificateClause, closeClause, deviceClause, nameClause } from './clauses.ts'
import { spanText } from './milliseconds.ts'
import { otherFirmware } from './other-firmware.ts'
import type { Verdict } from './verdict.ts'
import type { VerdictContext } from './verdict-context.ts'
import { whoseHost } from './whose-host.ts'

const silence = ({ ending, last }: EndedConnection, tls: TlsFacts): string => {
  const since = tls.data.client.first ?? tls.completed
  const waited = since === null ? '' : ` for ${spanText(since, last)}`
  const sent = tls.data.client.first === null ? 'sent no application data' : 'sent application data and got no answer'
  return ending === 'device-gave-up'
    ? `the device ${sent}${waited} and closed`
    : `the device ${sent}${waited}, until the capture ended`
}

/** The handshake went through and the server did not turn the device away. */
export const judgeAnswered = (connection: EndedConnection, tls: TlsFacts, context: VerdictContext): Verdict => {
  const start = `${deviceClause(tls.hello, context)} ${certificateClause(tls)}: ${nameClause(tls.hello, connection.dnsName, context)}`
  if (connection.ending === 'began-earlier') {
    const says = `The capture begins inside this connection, so neither SNI nor certificates are in it; ${closeClause(connection)}.`
    return { outcome: 'unknown', cause: 'capture-incomplete', evidence: 'measured', says }
  }
  if (connection.ending !== 'answered') {
    return {
      outcome: 'unknown',
      cause: 'no-answer',
      evidence: 'measured',
      says: `${start}; TLS passed; ${silence(connection, tls)}.`,
    }
  }
  const { client, server } = tls.data
  const amount = `it connected: ${client.bytes} encrypted bytes went out and ${server.bytes} came back`
  const closing = connection.close === null ? 'it was still open at the end of the capture' : closeClause(connection)
  const sni = tls.hello?.sni ?? null
  const named = sni ?? connection.dnsName
  const whose = named === null ? null : whoseHost(named, context.account)
  const wrong = whose !== null && !whose.right && whose.kind !== 'not-compared'
  if (wrong && sni === null) {
    const other = otherFirmware(connection, context)
    const later = `it connects by accident: ${other?.says ?? 'a firmware that sends SNI will name that host'}`
    const fix = `set the TLS host name to ${context.account?.expected} before the modem firmware is updated`
    return {
      outcome: 'connects-by-accident',
      cause: 'wrong-host-later',
      evidence: 'inferred',
      says: `${start}; ${amount}; ${later}; ${fix}.`,
    }
  }
  const strange = wrong
    ? "; the server took a name that is not the account's, so it is not the broker of that account"
    : ''
  return {
    outcome: 'connects',
    cause: 'none',
    evidence: tls.inferred ? 'inferred' : 'measured',
    says: `${start}; ${amount}; ${closing}${strange}.`,
  }
}
