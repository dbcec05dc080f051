import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'

/** Asks for every host name under which devices reach the account. */
export const lookAtEndpoints = (arns: Arns): readonly Grant[] => [
  {
    actions: ['iot:DescribeEndpoint', 'iot:ListDomainConfigurations'],
    resources: ['*'],
    wildcardReason: 'Neither iot:DescribeEndpoint nor iot:ListDomainConfigurations has a resource level.',
  },
  {
    actions: ['iot:DescribeDomainConfiguration'],
    resources: [arns.domainConfigurations],
    wildcardReason: 'Every domain of the account is looked at, and their names and IDs are not ours.',
  },
]
