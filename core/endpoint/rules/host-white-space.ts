import { hostRule, quoted } from '../host-rule.ts'

export const hostWhiteSpace = hostRule('white-space', {
  id: 'host-white-space',
  evidence: 'inferred',
  source: 'RFC 1123 2.1 (host names have no white space); the SDK passes the text on as it is',
  says: (facts) =>
    `The host name ${quoted(facts)} contains white space or an invisible character; no such name exists.`,
})
