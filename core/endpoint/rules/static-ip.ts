import type { Rule } from '../rule.ts'

export const staticIp: Rule = {
  id: 'static-ip',
  severity: 'warning',
  evidence: 'inferred',
  source: 'AWS developer guide, iot-connect-devices (connect by name; addresses are not promised)',
  about: 'staticIp',
  holds: ({ device }) => device.staticIp !== undefined && !device.staticIp.replacesHostname,
  says: ({ device }) =>
    `The device connects to the fixed address ${device.staticIp?.address}; AWS changes its addresses.`,
  fix: () => 'Switch the static address off and let DNS resolve the endpoint.',
}
