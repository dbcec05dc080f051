import type { FunctionSpec } from '../function-spec.ts'
import { onCertificates } from '../grants/on-certificates.ts'

export const recheckDevice: FunctionSpec = {
  folder: 'recheck-device',
  description: 'Asks AWS IoT about a device and repairs a missed first connect',
  route: { method: 'POST', path: '/v1/devices/{imei}/recheck', audience: ['ops'] },
  // A handful of calls, of which IoT throttles some at 10 a second.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    onCertificates(arns, ['iot:DescribeCertificate']),
    {
      actions: ['iot:GetConnection'],
      resources: [arns.fleetClients],
      wildcardReason: "Client IDs of this stage's fleet; which device it is, ops says in the request.",
    },
  ],
}
