import type { FunctionSpec } from '../function-spec.ts'

export const reopenOrder: FunctionSpec = {
  folder: 'reopen-order',
  description: 'Opens an order again',
  route: { method: 'POST', path: '/v1/orders/{orderId}/reopen', audience: ['ops'] },
  // The answer counts the devices of the order, page by page.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:UpdateItem'], resources: [arns.registryTable] },
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byOrder')] },
  ],
}
