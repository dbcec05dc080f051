import type { FunctionSpec } from '../function-spec.ts'
import { describeEndpoint } from './describe-endpoint.ts'

export const openOrder: FunctionSpec = {
  folder: 'open-order',
  description: "Opens a production order once its profile's hostname is the account's endpoint",
  route: { method: 'POST', path: '/v1/orders', audience: ['ops'] },
  // One IoT call and one write, a few times a day: the memory buys a shorter cold start, the time the SDK's three tries.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:PutItem'], resources: [arns.registryTable] }, describeEndpoint],
}
