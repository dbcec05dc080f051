import { hostRule, quoted } from '../host-rule.ts'

export const hostTrailingDot = hostRule('trailing-dot', {
  id: 'host-trailing-dot',
  evidence: 'inferred',
  source: 'RFC 6066 section 3 (SNI is sent without a trailing dot)',
  says: (facts) =>
    `${quoted(facts)} ends with a dot. DNS accepts that; as SNI it is not the endpoint's name, and AWS wants that name exactly.`,
})
