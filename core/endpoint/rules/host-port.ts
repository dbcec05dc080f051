import { hostRule, quoted } from '../host-rule.ts'

export const hostPort = hostRule('port', {
  id: 'host-port',
  evidence: 'inferred',
  source: 'RFC 1123 2.1 (a port is no part of a host name)',
  says: (facts) => `${quoted(facts)} has the port left in; the port is a setting of its own.`,
})
