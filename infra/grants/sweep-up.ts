import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'
import { onAttachments } from './on-attachments.ts'
import { onCertificates } from './on-certificates.ts'

/** Finds what crashes left behind and puts it right: rows, and certificates of ours that came to nothing. */
export const sweepUp = (arns: Arns): readonly Grant[] => [
  { actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
  { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byState')] },
  {
    actions: ['iot:ListCertificates'],
    resources: ['*'],
    wildcardReason: 'iot:ListCertificates has no resource level.',
  },
  onCertificates(arns, [
    'iot:DescribeCertificate',
    'iot:UpdateCertificate',
    'iot:DeleteCertificate',
    'iot:DetachPolicy',
  ]),
  onAttachments(arns, ['iot:DetachThingPrincipal']),
]
