import type { FunctionSpec } from '../function-spec.ts'
import { signAsAuthority } from '../grants/sign-as-authority.ts'

export const enrollStation: FunctionSpec = {
  folder: 'enroll-station',
  description: 'Gives a bench a certificate over its own key, and its name in the registry',
  route: { method: 'POST', path: '/v1/stations', audience: ['ops'] },
  // Loading an X.509 library and two signatures in KMS, a few times a year.
  memory: 1024,
  timeout: 20,
  environment: ['MINTMARK_REGISTRY_TABLE', 'MINTMARK_STATIONS', 'MINTMARK_STATION_DAYS'],
  grants: (arns, names) => [
    { actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
    signAsAuthority(arns, names),
    {
      actions: ['rolesanywhere:ListTrustAnchors', 'rolesanywhere:ListProfiles'],
      resources: ['*'],
      wildcardReason: 'Neither rolesanywhere:ListTrustAnchors nor rolesanywhere:ListProfiles has a resource level.',
    },
  ],
}
