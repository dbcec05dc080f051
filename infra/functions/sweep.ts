import type { FunctionSpec } from '../function-spec.ts'
import { onAttachments } from '../grants/on-attachments.ts'
import { onCertificates } from '../grants/on-certificates.ts'

export const sweep: FunctionSpec = {
  folder: 'sweep',
  description: 'Puts right what crashes left behind',
  route: { method: 'POST', path: '/v1/sweeps', audience: ['ops'] },
  // Calls to IoT at 10 a second at the most; what one run leaves, the next one takes.
  memory: 1024,
  timeout: 29,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_DEVICE_POLICY'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byState')] },
    {
      actions: ['iot:ListCertificates'],
      resources: ['*'],
      wildcardReason: 'iot:ListCertificates has no resource level.',
    },
    onCertificates(arns, [
      'iot:DescribeCertificate',
      'iot:UpdateCertificate',
      'iot:DeleteCertificate',
      'iot:DetachPolicy',
    ]),
    onAttachments(arns, ['iot:DetachThingPrincipal']),
  ],
}
