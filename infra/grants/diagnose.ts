import type { Arns } from '../arns.ts'
import type { Names } from '../names.ts'
import type { Grant } from './grant.ts'
import { lookAtEndpoints } from './look-at-endpoints.ts'
import { lookIntoDevice } from './look-into-device.ts'
import { onCertificates } from './on-certificates.ts'

/** Where AWS IoT writes what no event of its own sends elsewhere: refused authorisations among it. */
const defaultLogGroup = 'AWSIotLogsV2'

/** Reads every link between an order and a connected device. */
export const diagnose = (arns: Arns, names: Names): readonly Grant[] => [
  ...lookIntoDevice(arns),
  ...lookAtEndpoints(arns),
  onCertificates(arns, ['iot:DescribeCertificate', 'iot:ListPrincipalThingsV2', 'iot:TestAuthorization']),
  {
    actions: ['iot:ListThingPrincipalsV2'],
    resources: [arns.things],
    wildcardReason: "Things of this stage's fleet; which device it is, the request or the registry says.",
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
    wildcardReason: "Client IDs of this stage's fleet; which device it is, the request or the registry says.",
  },
  {
    actions: ['logs:FilterLogEvents'],
    resources: [arns.logStreams(names.iotLogGroup), arns.logStreams(defaultLogGroup)],
    wildcardReason: 'AWS names a log group by an ARN that ends with its streams, and IoT makes up their names.',
  },
]
