import type { FunctionSpec } from '../function-spec.ts'
import { lookAtEndpoints } from '../grants/look-at-endpoints.ts'

export const checkProfiles: FunctionSpec = {
  folder: 'check-profiles',
  description: 'Holds the profiles of orders in use against the account, every day',
  // Two calls an order: tens of thousands of orders in that time.
  memory: 512,
  timeout: 300,
  environment: ['MINTMARK_STAGE', 'MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byKind'), arns.registryIndex('byOrder')] },
    ...lookAtEndpoints(arns),
  ],
}
