import type { FunctionSpec } from '../function-spec.ts'

export const admitArticle: FunctionSpec = {
  folder: 'admit-article',
  description: 'Says which golden units open a line, before the first unit of a shift',
  route: { method: 'GET', path: '/v1/orders/{orderId}/articles', audience: ['station'] },
  // Three reads side by side while an operator waits.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_FLEET', 'MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }],
}
