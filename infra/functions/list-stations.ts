import type { FunctionSpec } from '../function-spec.ts'

export const listStations: FunctionSpec = {
  folder: 'list-stations',
  description: 'Lists stations and their certificates',
  route: { method: 'GET', path: '/v1/stations', audience: ['ops'] },
  // One page of one partition.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [{ actions: ['dynamodb:Query'], resources: [arns.registryTable] }],
}
