import type { FunctionSpec } from '../function-spec.ts'

export const listOrders: FunctionSpec = {
  folder: 'list-orders',
  description: 'Lists orders, newest first',
  route: { method: 'GET', path: '/v1/orders', audience: ['ops'] },
  // One page of an index.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:Query'], resources: [arns.registryIndex('byKind')] }],
}
