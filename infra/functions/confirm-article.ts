import type { FunctionSpec } from '../function-spec.ts'
import { onAttachments } from '../grants/on-attachments.ts'
import { onCertificates } from '../grants/on-certificates.ts'

export const confirmArticle: FunctionSpec = {
  folder: 'confirm-article',
  description: 'Compares what a golden unit lists with what was issued, then revokes and deletes the certificate',
  route: {
    method: 'POST',
    path: '/v1/orders/{orderId}/articles/{imei}/credentials/{certificateId}/confirmation',
    audience: ['station'],
  },
  // Eight IoT calls at 10 a second, and deleting waits for what was detached.
  memory: 512,
  timeout: 29,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS', 'MINTMARK_DEVICE_POLICY'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    onCertificates(arns, [
      'iot:DescribeCertificate',
      'iot:UpdateCertificate',
      'iot:DeleteCertificate',
      'iot:DetachPolicy',
    ]),
    onAttachments(arns, ['iot:DetachThingPrincipal']),
  ],
}
