/**
 * Actions that AWS authorises on `*` only. Service Authorization Reference, "Actions, resources, and condition keys
 * for AWS IoT" and "… for AWS IAM Roles Anywhere": no resource type in their row.
 */
export const actionsWithoutResource: ReadonlySet<string> = new Set([
  'dynamodb:ListStreams',
  'iot:CreateCertificateFromCsr',
  'iot:CreateKeysAndCertificate',
  'iot:DescribeEndpoint',
  'iot:GetV2LoggingOptions',
  'iot:ListAttachedPolicies',
  'iot:ListCertificates',
  'iot:ListDomainConfigurations',
  'rolesanywhere:ListProfiles',
  'rolesanywhere:ListTrustAnchors',
])
