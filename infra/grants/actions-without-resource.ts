/**
 * Actions that AWS authorises on `*` only. Service Authorization Reference, "Actions, resources, and condition keys
 * for AWS IoT": no resource type in their row.
 */
export const actionsWithoutResource: ReadonlySet<string> = new Set([
  'iot:CreateCertificateFromCsr',
  'iot:CreateKeysAndCertificate',
  'iot:DescribeEndpoint',
  'iot:ListCertificates',
  'iot:ListDomainConfigurations',
])
