import type { EndedConnection } from '../collected.ts'
import type { TlsFacts } from '../tls/tls-facts.ts'
import { certificateClause, closeClause, deviceClause, nameClause, passedClause } from './clauses.ts'
import { otherFirmware } from './other-firmware.ts'
import type { Cause, Verdict } from './verdict.ts'
import type { VerdictContext } from './verdict-context.ts'
import { whoseHost } from './whose-host.ts'

interface Reason {
  cause: Cause
  clauses: string[]
}

const setting =
  'the TLS host name (CONFIG_AWS_IOT_BROKER_HOST_NAME of the aws_iot library, else the hostname given to the TLS socket)'

/** The story this tool was made for: the SNI names somebody else's host. */
const wrongHost = (connection: EndedConnection, context: VerdictContext): Reason => {
  const other = otherFirmware(connection, context)
  return {
    cause: 'wrong-host',
    clauses: [
      'your account can have no log of it, because AWS logs such a refusal, if at all, for the account that owns the named host',
      ...(other ? [other.says] : []),
      `set ${setting} to ${context.account?.expected}`,
    ],
  }
}

const reasonOf = (connection: EndedConnection, tls: TlsFacts, context: VerdictContext): Reason => {
  const sni = tls.hello?.sni ?? null
  const whose = sni === null ? null : whoseHost(sni, context.account)
  if (tls.clientCertificate.seen === 'none-sent') {
    return {
      cause: 'no-client-certificate',
      clauses: ['write certificate and key to the security tag that the application uses'],
    }
  }
  if (whose && !whose.right && whose.kind !== 'not-compared') return wrongHost(connection, context)
  if (connection.server.port === 443 && tls.hello && !tls.hello.alpn.includes('x-amzn-mqtt-ca')) {
    return {
      cause: 'alpn-missing',
      clauses: ['on port 443 AWS IoT takes MQTT only with ALPN x-amzn-mqtt-ca: use 8883 or set it'],
    }
  }
  if (whose?.kind === 'not-compared') {
    return {
      cause: 'unknown',
      clauses: [
        'whose host that is decides: give --expected-endpoint (aws iot describe-endpoint --endpoint-type iot:Data-ATS)',
      ],
    }
  }
  const unnamed =
    sni === null
      ? ['without an SNI nobody gets a log of a refusal; a certificate in mode SNI_ONLY cannot connect so']
      : []
  return {
    cause: 'not-accepted',
    clauses: [
      ...unnamed,
      'left are the certificate (not registered here, INACTIVE or revoked), the policy or client ID, or a first JITR connection: ask the cloud side (mintmark doctor IMEI)',
    ],
  }
}

/** TLS went through, then the server closed without an MQTT answer (aws-iot-provisioning 4.3). */
export const judgeClosed = (connection: EndedConnection, tls: TlsFacts, context: VerdictContext): Verdict => {
  const { cause, clauses } = reasonOf(connection, tls, context)
  const sni = tls.hello?.sni ?? null
  const answer =
    connection.ending === 'closed-after-one-answer'
      ? ` and one answer of ${tls.data.server.bytes} encrypted bytes, as a refusing CONNACK would be`
      : tls.data.client.first === null
        ? ''
        : ' without answering a byte'
  const parts = [
    `${deviceClause(tls.hello, context)} ${certificateClause(tls)}: ${nameClause(tls.hello, connection.dnsName, context)}`,
    passedClause(tls, sni !== null && whoseHost(sni, context.account).right),
    `${closeClause(connection)}${answer}`,
    ...clauses,
  ]
  return {
    outcome: 'closed-after-connect',
    cause,
    evidence: 'inferred',
    says: `${parts.filter((part) => part !== '').join('; ')}.`,
  }
}
