import type { FunctionSpec } from '../function-spec.ts'

export const firstConnect: FunctionSpec = {
  folder: 'first-connect',
  description: 'Registers devices on their first connect, and notes what connects should not have been',
  // A read and a write or two for each of up to 50 events; six times this is how long a failed event stays hidden.
  memory: 512,
  timeout: 15,
  environment: ['MINTMARK_STAGE', 'MINTMARK_FLEET', 'MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] }],
}
