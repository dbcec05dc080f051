import type { Rule } from '../rule.ts'

export const trustAnchorsMissing: Rule = {
  id: 'trust-anchors-missing',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, server-authentication (install the Amazon roots)',
  about: 'trustAnchors',
  endsAt: 'tls-device',
  holds: ({ device, verifies, domain, landing }) =>
    verifies && landing.server === 'data' && domain === undefined && device.trustAnchors?.some(leadsToAmazon) === false,
  says: ({ device }) =>
    device.trustAnchors?.length === 0
      ? 'The security tag holds no root certificate, and the device insists on verifying the server.'
      : `The security tag holds ${device.trustAnchors?.map(short).join(', ')}, and no Amazon root: the server cannot be verified.`,
  fix: () => 'Write Amazon Root CA 1 to the security tag as type 0 (mintmark flash does).',
}

// All four Amazon roots are also signed by Starfield Root CA G2 (server-authentication).
function leadsToAmazon(anchor: string): boolean {
  return /^AmazonRootCA[1-4]$|^Starfield/i.test(anchor)
}

function short(anchor: string): string {
  return anchor.startsWith('-----BEGIN') ? 'a certificate of your own' : anchor
}
