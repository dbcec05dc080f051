import { hostRule, quoted } from '../host-rule.ts'

export const hostUnknownName = hostRule('unknown-name', {
  id: 'host-unknown-name',
  evidence: 'inferred',
  source: 'AWS developer guide, server-authentication (what answers there has no certificate that this device accepts)',
  says: (facts) =>
    `${quoted(facts)} is no endpoint of the account and no domain configuration; if it resolves at all, its certificate is not one for this name under an Amazon root.`,
})
