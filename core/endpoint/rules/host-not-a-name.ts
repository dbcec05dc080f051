import { hostRule, quoted } from '../host-rule.ts'

export const hostNotAName = hostRule('not-a-name', {
  id: 'host-not-a-name',
  evidence: 'inferred',
  source: 'RFC 1123 2.1 (letters, digits and hyphens, 63 a label, 253 in all)',
  says: (facts) => `${quoted(facts)} is no valid host name, so DNS cannot know it.`,
})
