import type { FunctionSpec } from '../function-spec.ts'
import { issueCertificates } from '../grants/issue-certificates.ts'

export const mintCredential: FunctionSpec = {
  folder: 'mint-credential',
  description: 'Issues a certificate for one device of an order',
  route: { method: 'POST', path: '/v1/orders/{orderId}/devices/{imei}/credentials', audience: ['station'] },
  // It computes for 3 ms and waits for AWS for a hundred times as long (docs/speed.md): a whole core costs three times as much
  // and answers 7 ms sooner.
  memory: 512,
  // A dozen calls, of which IoT throttles some at 10 to 15 a second; shorter than the API waits and than the lease holds.
  timeout: 25,
  environment: [
    'MINTMARK_FLEET',
    'MINTMARK_REGISTRY_TABLE',
    'MINTMARK_STATIONS',
    'MINTMARK_DEVICE_POLICY',
    'MINTMARK_THING_TYPE',
  ],
  grants: (arns) => [
    // TransactWriteItems is authorised by the actions of its items.
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    ...issueCertificates(arns, ['iot:DescribeCertificate']),
  ],
}
