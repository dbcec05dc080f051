import { hostRule, quoted } from '../host-rule.ts'

export const hostPath = hostRule('path', {
  id: 'host-path',
  evidence: 'inferred',
  source: 'RFC 1123 2.1 (a path or user is no part of a host name)',
  says: (facts) => `${quoted(facts)} has a path, a query or a user name left in; the socket needs the host name alone.`,
})
