import type { FunctionSpec } from '../function-spec.ts'
import { issueCertificates } from '../grants/issue-certificates.ts'

export const mintArticle: FunctionSpec = {
  folder: 'mint-article',
  description: 'Issues a certificate for a golden unit, which spends nothing',
  route: { method: 'POST', path: '/v1/orders/{orderId}/articles/{imei}/credentials', audience: ['station'] },
  // As mint-credential: it proves that path, so it must not be slower.
  memory: 1769,
  timeout: 25,
  environment: [
    'MINTMARK_FLEET',
    'MINTMARK_REGISTRY_TABLE',
    'MINTMARK_STATIONS',
    'MINTMARK_DEVICE_POLICY',
    'MINTMARK_THING_TYPE',
  ],
  grants: (arns) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    ...issueCertificates(arns),
  ],
}
