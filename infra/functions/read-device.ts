import type { FunctionSpec } from '../function-spec.ts'

export const readDevice: FunctionSpec = {
  folder: 'read-device',
  description: 'Shows what the registry holds of one device',
  route: { method: 'GET', path: '/v1/devices/{imei}', audience: ['ops'] },
  // One read of one row.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }],
}
