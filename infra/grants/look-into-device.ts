import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'

/** Reads a device's rows, and whose a certificate is. */
export const lookIntoDevice = (arns: Arns): readonly Grant[] => [
  { actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'], resources: [arns.registryTable] },
  { actions: ['dynamodb:Query'], resources: [arns.registryIndex('byCertificate')] },
]
