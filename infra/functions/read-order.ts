import type { FunctionSpec } from '../function-spec.ts'

export const readOrder: FunctionSpec = {
  folder: 'read-order',
  description: 'Shows a production order, its budget and its devices',
  route: { method: 'GET', path: '/v1/orders/{orderId}', audience: ['ops'] },
  // An order of thousands of devices is many pages of the index, read one after the other.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:Query'], resources: [arns.registryTable] },
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byOrder')] },
  ],
}
