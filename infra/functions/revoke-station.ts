import type { FunctionSpec } from '../function-spec.ts'

export const revokeStation: FunctionSpec = {
  folder: 'revoke-station',
  description: 'Takes the trust from a station',
  route: { method: 'DELETE', path: '/v1/stations/{name}', audience: ['ops'] },
  // One read and one transaction.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] }],
}
