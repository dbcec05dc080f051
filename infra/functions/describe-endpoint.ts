import type { Grant } from '../grant.ts'

/** Asks which hostname the account's devices must name. */
export const describeEndpoint: Grant = {
  actions: ['iot:DescribeEndpoint'],
  resources: ['*'],
  wildcardReason: 'iot:DescribeEndpoint has no resource level.',
}
