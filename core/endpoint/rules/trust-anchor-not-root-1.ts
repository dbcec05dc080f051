import type { Rule } from '../rule.ts'

export const trustAnchorNotRoot1: Rule = {
  id: 'trust-anchor-not-root-1',
  severity: 'warning',
  evidence: 'inferred',
  source: 'AWS developer guide, server-authentication (the chain follows endpoint type and cipher suite)',
  about: 'trustAnchors',
  holds: ({ device, verifies }) =>
    verifies &&
    device.trustAnchors?.some((anchor) => /^AmazonRootCA[2-4]$|^Starfield/i.test(anchor)) === true &&
    !device.trustAnchors.includes('AmazonRootCA1'),
  says: () =>
    'Amazon Root CA 1 is not among the trust anchors. Which chain AWS serves follows the cipher suite it picks; Nordic only ever describes Root CA 1.',
  fix: () => 'Write Amazon Root CA 1 to the security tag as well.',
}
