import type { Rule } from '../rule.ts'

export const fallbackBroker: Rule = {
  id: 'fallback-broker',
  severity: 'warning',
  evidence: 'inferred',
  source: 'DevZone 85312 (a fallback broker hid the refused connection for weeks)',
  about: 'fallbackBroker',
  holds: ({ device }) => device.fallbackBroker !== undefined,
  says: ({ device }) =>
    `When AWS refuses the device it goes on to ${device.fallbackBroker}: the failure looks like a success.`,
  fix: () => 'Report the reason and the errno of the refused connection before the fallback is used.',
}
