import type { FunctionSpec } from '../function-spec.ts'
import { lookAtEndpoints } from '../grants/look-at-endpoints.ts'
import { lookIntoDevice } from '../grants/look-into-device.ts'
import { onCertificates } from '../grants/on-certificates.ts'

/** Where AWS IoT writes what no event of its own sends elsewhere: refused authorisations among it. */
const defaultLogGroup = 'AWSIotLogsV2'

export const diagnoseDevice: FunctionSpec = {
  folder: 'diagnose-device',
  description: 'Finds the first broken link of a device that does not connect',
  route: { method: 'POST', path: '/v1/devices/{imei}/diagnosis', audience: ['ops'] },
  // A dozen calls side by side, some throttled at 2 or 10 a second, and log groups that may be long.
  memory: 1024,
  timeout: 29,
  environment: [
    'MINTMARK_FLEET',
    'MINTMARK_REGISTRY_TABLE',
    'MINTMARK_DEVICE_POLICY',
    'MINTMARK_DEVICE_POLICY_DOCUMENT',
    'MINTMARK_THING_TYPE',
    'MINTMARK_IOT_LOG_GROUP',
  ],
  grants: (arns, names) => [
    ...lookIntoDevice(arns),
    ...lookAtEndpoints(arns),
    onCertificates(arns, ['iot:DescribeCertificate', 'iot:ListPrincipalThingsV2', 'iot:TestAuthorization']),
    {
      actions: ['iot:ListThingPrincipalsV2'],
      resources: [arns.things],
      wildcardReason: "Things of this stage's fleet; which device it is, ops says in the request.",
    },
    { actions: ['iot:GetPolicy'], resources: [arns.iotPolicy(names.devicePolicy)] },
    {
      actions: ['iot:ListAttachedPolicies', 'iot:GetV2LoggingOptions'],
      resources: ['*'],
      wildcardReason: 'Neither iot:ListAttachedPolicies nor iot:GetV2LoggingOptions has a resource level.',
    },
    {
      actions: ['iot:GetConnection'],
      resources: [arns.fleetClients],
      wildcardReason: "Client IDs of this stage's fleet; which device it is, ops says in the request.",
    },
    {
      actions: ['logs:FilterLogEvents'],
      resources: [arns.logStreams(names.iotLogGroup), arns.logStreams(defaultLogGroup)],
      wildcardReason: 'AWS names a log group by an ARN that ends with its streams, and IoT makes up their names.',
    },
  ],
}
