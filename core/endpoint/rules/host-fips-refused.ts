import { hostRule, quoted } from '../host-rule.ts'

export const hostFipsRefused = hostRule('fips', {
  id: 'host-fips-refused',
  evidence: 'inferred',
  source: 'AWS General Reference, iot-core (data.iot-fips has names and certificates of its own)',
  says: (facts) => `${quoted(facts)} is a FIPS endpoint, and not the host that the device reaches.`,
})
