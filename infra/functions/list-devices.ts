import type { FunctionSpec } from '../function-spec.ts'

export const listDevices: FunctionSpec = {
  folder: 'list-devices',
  description: 'Finds devices by what is known of them',
  route: { method: 'GET', path: '/v1/devices', audience: ['ops'] },
  // One page of an index and its rows.
  memory: 512,
  timeout: 10,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], resources: [arns.registryTable] },
    {
      actions: ['dynamodb:Query'],
      resources: ['byCertificate', 'byUuid', 'byOrder', 'byStation', 'byFirmware', 'byState', 'byDay'].map(
        arns.registryIndex,
      ),
    },
  ],
}
