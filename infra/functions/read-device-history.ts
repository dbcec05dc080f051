import type { FunctionSpec } from '../function-spec.ts'

export const readDeviceHistory: FunctionSpec = {
  folder: 'read-device-history',
  description: 'Shows what happened to one device',
  route: { method: 'GET', path: '/v1/devices/{imei}/history', audience: ['ops'] },
  // One read.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }],
}
