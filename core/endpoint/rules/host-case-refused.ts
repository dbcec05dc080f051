import { quoted, useRightHost } from '../host-rule.ts'
import type { Rule } from '../rule.ts'

/** Holds only for those who ask what happens if the modem compares names letter for letter: no document says how it does. */
export const hostCaseRefused: Rule = {
  id: 'host-case-refused',
  severity: 'error',
  evidence: 'inferred',
  source: 'nrf_socket.h, NRF_SO_SEC_HOSTNAME (how the modem compares names is not published)',
  about: 'hostname',
  endsAt: 'tls-device',
  holds: ({ host, nameEnds, unsettled }) =>
    unsettled.nameCheck === 'letter-for-letter' &&
    host.upperCase &&
    (host.kind === 'right' || host.kind === 'domain') &&
    nameEnds === 'tls-device',
  says: (facts) =>
    `${quoted(facts)} has upper-case letters, the server's certificate has none, and the modem is taken to compare letter for letter.`,
  fix: useRightHost,
}
