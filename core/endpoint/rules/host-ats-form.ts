import { hostRule, quoted } from '../host-rule.ts'

export const hostAtsForm = hostRule('ats-form', {
  id: 'host-ats-form',
  evidence: 'inferred',
  source: 'AWS IoT Core endpoints: a hyphen before "ats" everywhere but in China, where it is a dot',
  says: (facts) => `${quoted(facts)} joins "ats" to the account's prefix in the way of another partition.`,
})
