import type { Rule } from '../rule.ts'

export const expectedEndpointLegacy: Rule = {
  id: 'expected-endpoint-legacy',
  severity: 'warning',
  evidence: 'documented',
  source: 'AWS API reference, DescribeEndpoint (without a type it answers iot:Data); aws-sdk-java 1900',
  about: 'account',
  holds: ({ known }) => known.iot !== undefined && (known.iot.service !== 'data' || known.iot.ats === 'none'),
  says: ({ known }) => `The expected endpoint ${known.expected} is not the account's iot:Data-ATS endpoint.`,
  fix: () => 'aws iot describe-endpoint --endpoint-type iot:Data-ATS',
}
