import { matchesPolicyText } from '../matches-policy-text.ts'
import type { Rule } from '../rule.ts'

export const clientIdNotInPolicy: Rule = {
  id: 'client-id-not-in-policy',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS developer guide, connect-policy (iot:Connect on client/<id>)',
  about: 'clientId',
  endsAt: 'connect',
  holds: ({ device: { clientId, policyClientIds } }) =>
    clientId !== undefined &&
    policyClientIds !== undefined &&
    !policyClientIds.some((text) => matchesPolicyText(text, clientId)),
  says: ({ device }) =>
    `No statement of the policy allows client ID ${JSON.stringify(device.clientId)} (allowed: ${device.policyClientIds?.join(', ') || 'none'}).`,
  fix: () =>
    'Align the client ID with the policy, or the policy with the client ID; both are compared letter for letter.',
}
