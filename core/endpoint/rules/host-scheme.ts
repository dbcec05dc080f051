import { hostRule, quoted } from '../host-rule.ts'

export const hostScheme = hostRule('scheme', {
  id: 'host-scheme',
  evidence: 'inferred',
  source: 'RFC 1123 2.1 (a scheme is no part of a host name)',
  says: (facts) => `${quoted(facts)} is a URL, not a host name: the scheme was left in.`,
})
