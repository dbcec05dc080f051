import type { FunctionSpec } from '../function-spec.ts'

export const closeOrder: FunctionSpec = {
  folder: 'close-order',
  description: 'Closes an order: nothing new is begun on it',
  route: { method: 'POST', path: '/v1/orders/{orderId}/close', audience: ['ops'] },
  // The answer counts the devices of the order, page by page.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:UpdateItem'], resources: [arns.registryTable] },
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byOrder')] },
  ],
}
