import type { FunctionSpec } from '../function-spec.ts'

export const admission: FunctionSpec = {
  folder: 'admission',
  description: 'Says whether a unit may be keyed, before the bench touches its modem',
  route: { method: 'GET', path: '/v1/orders/{orderId}/devices/{imei}/admission', audience: ['station'] },
  // Four reads side by side while an operator waits.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_FLEET', 'MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }],
}
