import type { Rule } from '../rule.ts'

export const clientIdSilent: Rule = {
  id: 'client-id-silent',
  severity: 'warning',
  evidence: 'documented',
  source: 'AWS developer guide, life-cycle-events (no events for client IDs with # or +)',
  about: 'clientId',
  holds: ({ device }) => device.clientId !== undefined && /[#+]|^\$/.test(device.clientId),
  says: ({ device }) =>
    `Client ID ${JSON.stringify(device.clientId)} contains # or +, or begins with $: AWS sends no life-cycle events for it, so the device would never be registered.`,
  fix: () => 'Use the thing name as client ID: letters, digits and a hyphen.',
}
