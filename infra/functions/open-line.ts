import type { FunctionSpec } from '../function-spec.ts'

export const openLine: FunctionSpec = {
  folder: 'open-line',
  description: 'Writes down that a supervisor opened a line without a first article',
  route: { method: 'POST', path: '/v1/orders/{orderId}/line-openings', audience: ['station'] },
  // Two reads and one write; nobody waits for it.
  memory: 256,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [arns.registryTable] }],
}
