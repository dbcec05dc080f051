import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'

/** Actions on certificates by ID. */
export const onCertificates = (arns: Arns, actions: readonly string[]): Grant => ({
  actions,
  resources: [arns.certificates],
  wildcardReason: 'AWS makes the certificate ID at mint, and certificates carry no tags to narrow by.',
})
