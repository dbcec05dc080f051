import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'
import { onCertificates } from './on-certificates.ts'

/** Reads and changes a device's row and sets the status of its certificates. */
export const changeDevice = (arns: Arns): readonly Grant[] => [
  { actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], resources: [arns.registryTable] },
  onCertificates(arns, ['iot:UpdateCertificate']),
]
