import type { FunctionSpec } from '../function-spec.ts'

export const readFleetView: FunctionSpec = {
  folder: 'read-fleet-view',
  description: 'Shows why confirmed devices have not connected yet, as last looked at',
  route: { method: 'GET', path: '/v1/fleet-view', audience: ['ops'] },
  // One row.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }],
}
