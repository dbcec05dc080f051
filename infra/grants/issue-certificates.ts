import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'
import { onAttachments } from './on-attachments.ts'
import { onCertificates } from './on-certificates.ts'

/** Makes certificates, ties them to things of the fleet, and takes back its own. */
export const issueCertificates = (arns: Arns, alsoOnCertificates: readonly string[] = []): readonly Grant[] => [
  {
    actions: ['iot:CreateCertificateFromCsr', 'iot:CreateKeysAndCertificate'],
    resources: ['*'],
    wildcardReason: 'Issuing has no resource level: the certificate does not exist yet.',
  },
  onCertificates(arns, [
    ...alsoOnCertificates,
    'iot:UpdateCertificate',
    'iot:DeleteCertificate',
    'iot:AttachPolicy',
    'iot:DetachPolicy',
  ]),
  onAttachments(arns, ['iot:AttachThingPrincipal', 'iot:DetachThingPrincipal']),
  {
    actions: ['iot:CreateThing'],
    resources: [arns.things],
    wildcardReason: 'Things are named after the fleet and an IMEI that is known only when the unit is on the bench.',
  },
]
