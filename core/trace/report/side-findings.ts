import type { Finding } from '../../endpoint/endpoint-check.ts'
import type { EndedConnection } from '../collected.ts'
import type { TraceFacts } from '../trace-facts.ts'
import { failed } from '../verdict/ending.ts'
import { spanText } from '../verdict/milliseconds.ts'

/** Longer than a search with stored network history takes (nrf91-modem 4.4: minutes without it). */
const slowAttachMs = 60_000

const privateKeys = ({ at }: TraceFacts): Finding[] => {
  if (at.privateKeysWritten.length === 0) return []
  const tags = [
    ...new Set(at.privateKeysWritten.map(({ tag }) => (Number.isNaN(tag) ? 'an unknown tag' : `tag ${tag}`))),
  ]
  return [
    {
      rule: 'private-key-in-capture',
      severity: 'error',
      says: `The file contains a private key: AT%CMNG=0 wrote type 2 to ${tags.slice(0, 8).join(', ')} while the capture ran.`,
      fix: 'Do not pass the file on; delete it, mint a new credential for this device and revoke the old one.',
      evidence: 'measured',
      source: 'nRF9160 AT Commands, %CMNG (opcode 0, type 2)',
    },
  ]
}

const slowAttach = ({ at }: TraceFacts): Finding[] => {
  if (at.attachMs === null || at.attachMs < slowAttachMs) return []
  return [
    {
      rule: 'slow-attach',
      severity: 'warning',
      says: `The modem needed ${spanText(0, at.attachMs * 1000)} to register: a modem firmware update loses the stored network history, and without it the first search can take up to 30 minutes.`,
      fix: 'Once: AT+CFUN=1, wait for +CEREG 1 or 5, AT+CFUN=0, wait for OK; that stores the network history.',
      evidence: 'inferred',
      source: 'DevZone 57105, 78351, 115301',
    },
  ]
}

const notRegistered = ({ at }: TraceFacts): Finding[] => {
  const last = at.registration.at(-1)
  if (last === undefined || last.stat === 1 || last.stat === 5) return []
  return [
    {
      rule: 'not-registered',
      severity: 'error',
      says: `At the end of the capture the modem was not on the network: +CEREG ${last.stat}, ${last.says}.`,
      fix:
        last.stat === 90
          ? 'Check the SIM; after a delta update of 1.3.4 or 1.3.5 restart the application.'
          : 'Check coverage, antenna, SIM and %XSYSTEMMODE.',
      evidence: 'measured',
      source: 'nRF9160 AT Commands, +CEREG',
    },
  ]
}

const fallback = ({ connections }: TraceFacts): Finding[] => {
  const broker = connections.find(({ ending }) => ending === 'plain-accepted')
  const lost = connections.find(({ ending, carried }) => failed(ending) && !carried?.mqtt)
  if (broker === undefined || lost === undefined) return []
  return [
    {
      rule: 'fallback-broker',
      severity: 'warning',
      says: `After the cloud had turned it away the device connected to ${broker.server.address}:${broker.server.port} without TLS: from outside that looks like success.`,
      fix: 'Report the reason and the errno of the refused connection before the fallback is used.',
      evidence: 'measured',
      source: 'DevZone 85312 (a fallback broker hid the refused connection for weeks)',
    },
  ]
}

const dns = ({ dnsFailures }: TraceFacts): Finding[] =>
  dnsFailures.slice(0, 16).map(({ name, reason }) => ({
    rule: 'dns-failed',
    severity: 'error',
    says: `The DNS answered ${reason} for ${name}.`,
    fix: 'Correct the host name (aws iot describe-endpoint --endpoint-type iot:Data-ATS), or the DNS of the APN.',
    evidence: 'measured',
    source: 'RFC 1035 section 4.1.1',
  }))

const expired = (connection: EndedConnection | null): Finding[] => {
  const tls = connection?.carried?.tls
  if (!connection || tls?.serverCertificate.seen !== 'sent') return []
  const { validFrom, validTo, subject } = tls.serverCertificate.certificate
  const seen = connection.opened / 1000
  const early = validFrom !== null && seen < Date.parse(validFrom)
  const late = validTo !== null && seen > Date.parse(validTo)
  if (connection.opened === 0 || !(early || late)) return []
  return [
    {
      rule: 'server-certificate-expired',
      severity: 'warning',
      says: `By the capture's clock the server's certificate (${subject}) was ${late ? `expired since ${validTo}` : `not yet valid before ${validFrom}`}.`,
      fix: 'Check the clock of the machine that captured, then the server.',
      evidence: 'measured',
      source: 'RFC 5280 section 4.1.2.5',
    },
  ]
}

const secrets = ({ capture }: TraceFacts): Finding[] =>
  capture?.decryptionSecrets
    ? [
        {
          rule: 'decryption-secrets-in-capture',
          severity: 'warning',
          says: 'The file brings the TLS session keys along: whoever has it can read what was sent, passwords too.',
          fix: 'Remove them before passing it on: editcap --discard-all-secrets IN OUT.',
          evidence: 'documented',
          source: 'pcapng, Decryption Secrets Block',
        },
      ]
    : []

/** Everything worth saying about a capture that no single connection says. */
export const sideFindings = (facts: TraceFacts, subject: EndedConnection | null): Finding[] => [
  ...privateKeys(facts),
  ...secrets(facts),
  ...dns(facts),
  ...notRegistered(facts),
  ...slowAttach(facts),
  ...fallback(facts),
  ...expired(subject),
]
