import { hostRule, quoted } from '../host-rule.ts'

const names = { aws: 'the commercial Regions', 'aws-cn': 'China', 'aws-us-gov': 'GovCloud' }

export const hostOtherPartition = hostRule('other-partition', {
  id: 'host-other-partition',
  evidence: 'inferred',
  source: 'AWS IoT Core endpoints (partitions share neither accounts nor certificates)',
  says: (facts) =>
    `${quoted(facts)} is an endpoint of ${names[facts.host.iot?.partition ?? 'aws']}; the account is in ${names[facts.known.iot?.partition ?? 'aws']}.`,
})
