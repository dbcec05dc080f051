import type { FunctionSpec } from '../function-spec.ts'

export const firstConnect: FunctionSpec = {
  folder: 'first-connect',
  description: 'Registers devices whose first connect the cloud has seen',
  // A read and a conditional write for each of up to 50 events; six times this is how long a failed event stays hidden.
  memory: 512,
  timeout: 15,
  environment: ['MINTMARK_FLEET', 'MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] }],
}
