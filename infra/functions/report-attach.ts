import type { FunctionSpec } from '../function-spec.ts'

export const reportAttach: FunctionSpec = {
  folder: 'report-attach',
  description: 'Keeps how long a unit took to register on the network at the bench',
  route: { method: 'POST', path: '/v1/orders/{orderId}/devices/{imei}/attach-times', audience: ['station'] },
  // Four reads side by side and one transaction; nobody waits for it.
  memory: 256,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] }],
}
