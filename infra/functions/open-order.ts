import type { FunctionSpec } from '../function-spec.ts'
import { lookAtEndpoints } from '../grants/look-at-endpoints.ts'

export const openOrder: FunctionSpec = {
  folder: 'open-order',
  description: 'Opens a production order if devices made to its profile could connect to this account',
  route: { method: 'POST', path: '/v1/orders', audience: ['ops'] },
  // A dozen IoT calls at 10 a second, and one write, sixteen at a time, for each IMEI that the order names.
  memory: 512,
  timeout: 29,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], resources: [arns.registryTable] },
    ...lookAtEndpoints(arns),
  ],
}
