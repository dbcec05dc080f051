import type { Rule } from '../rule.ts'

export const clientIdLength: Rule = {
  id: 'client-id-length',
  severity: 'error',
  evidence: 'documented',
  source: 'AWS General Reference, iot-core (client ID of 1 to 128 bytes of UTF-8)',
  about: 'clientId',
  endsAt: 'connect',
  holds: ({ device }) => device.clientId !== undefined && (device.clientId === '' || bytes(device.clientId) > 128),
  says: ({ device }) => `The client ID has ${bytes(device.clientId ?? '')} bytes; AWS allows 1 to 128.`,
  fix: () => 'Use the thing name as client ID.',
}

function bytes(text: string): number {
  return text.length <= 42 ? text.length : new TextEncoder().encode(text).length
}
