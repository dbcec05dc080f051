import { quoted, useRightHost } from '../host-rule.ts'
import type { Rule } from '../rule.ts'

export const hostUpperCase: Rule = {
  id: 'host-upper-case',
  severity: 'warning',
  evidence: 'inferred',
  source: 'RFC 4343 (DNS ignores case); how the modem compares names is not published',
  about: 'hostname',
  holds: ({ host, nameEnds }) => host.upperCase && nameEnds === undefined,
  says: (facts) =>
    `${quoted(facts)} has upper-case letters. Host names ignore case; not everything that compares them does.`,
  fix: useRightHost,
}
