import type { FunctionSpec } from '../function-spec.ts'
import { lookAtEndpoints } from '../grants/look-at-endpoints.ts'

export const checkEndpoint: FunctionSpec = {
  folder: 'check-endpoint',
  description: "Says whether a profile's devices would reach the endpoints the account really has",
  route: { method: 'POST', path: '/v1/endpoint-checks', audience: ['ops', 'station'] },
  // One list and one call for each of at most ten domain configurations, throttled at 10 a second.
  memory: 512,
  timeout: 15,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [{ actions: ['dynamodb:GetItem'], resources: [arns.registryTable] }, ...lookAtEndpoints(arns)],
}
