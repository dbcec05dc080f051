import type { FunctionSpec } from '../function-spec.ts'
import { describeEndpoint } from './describe-endpoint.ts'

export const checkEndpoint: FunctionSpec = {
  folder: 'check-endpoint',
  description: "Compares a profile's hostname with the endpoints the account really has",
  route: { method: 'POST', path: '/v1/endpoint-checks', audience: ['ops', 'station'] },
  // One list and one call for each of at most ten domain configurations, throttled at 10 a second.
  memory: 512,
  timeout: 15,
  environment: [],
  grants: (arns) => [
    describeEndpoint,
    {
      actions: ['iot:ListDomainConfigurations'],
      resources: ['*'],
      wildcardReason: 'iot:ListDomainConfigurations has no resource level.',
    },
    {
      actions: ['iot:DescribeDomainConfiguration'],
      resources: [arns.domainConfigurations],
      wildcardReason: 'The check looks at every domain of the account, whose names and IDs are not ours.',
    },
  ],
}
