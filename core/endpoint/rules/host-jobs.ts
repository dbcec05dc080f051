import { hostRule, quoted } from '../host-rule.ts'

export const hostJobs = hostRule('jobs', {
  id: 'host-jobs',
  evidence: 'inferred',
  source: 'AWS developer guide, protocols (the jobs endpoint speaks HTTPS only)',
  says: (facts) => `${quoted(facts)} is the endpoint of IoT Jobs over HTTPS. It speaks no MQTT.`,
})
