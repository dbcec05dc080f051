import { hostRule, quoted } from '../host-rule.ts'

export const hostControlPlane = hostRule('control-plane', {
  id: 'host-control-plane',
  evidence: 'inferred',
  source: 'AWS General Reference, iot-core (the control plane speaks HTTPS only)',
  says: (facts) => `${quoted(facts)} is the Region's control plane, which belongs to no account and speaks no MQTT.`,
})
