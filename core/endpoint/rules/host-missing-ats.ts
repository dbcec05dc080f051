import { hostRule, quoted } from '../host-rule.ts'

export const hostMissingAts = hostRule('missing-ats', {
  id: 'host-missing-ats',
  evidence: 'inferred',
  source:
    'AWS developer guide, server-authentication (the legacy endpoint has an old VeriSign chain and is deprecated)',
  says: (facts) =>
    `${quoted(facts)} is the account's legacy endpoint: "-ats" is missing. Its certificate does not lead to an Amazon root, and it knows no MQTT 5.`,
})
