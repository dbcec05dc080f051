import type { FunctionSpec } from '../function-spec.ts'
import { onCertificates } from '../grants/on-certificates.ts'

export const confirmCredential: FunctionSpec = {
  folder: 'confirm-credential',
  description: 'Compares what the modem lists with what was issued, then activates the certificate',
  route: {
    method: 'POST',
    path: '/v1/orders/{orderId}/devices/{imei}/credentials/{certificateId}/confirmation',
    audience: ['station'],
  },
  // Two writes around one activation, which IoT throttles at 10 a second, while an operator waits.
  memory: 512,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS'],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    onCertificates(arns, ['iot:DescribeCertificate', 'iot:UpdateCertificate']),
  ],
}
