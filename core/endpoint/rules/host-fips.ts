import { quoted, useRightHost } from '../host-rule.ts'
import type { Rule } from '../rule.ts'

export const hostFips: Rule = {
  id: 'host-fips',
  severity: 'warning',
  evidence: 'inferred',
  source: 'AWS General Reference, iot-core (data.iot-fips is not account-specific)',
  about: 'hostname',
  holds: ({ host, nameEnds }) => host.kind === 'fips' && nameEnds === undefined,
  says: (facts) =>
    `${quoted(facts)} is the FIPS endpoint, which names no account: only the certificate says whose device this is, and nothing that needs SNI works there.`,
  fix: useRightHost,
}
