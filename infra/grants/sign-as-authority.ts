import type { Arns } from '../arns.ts'
import type { Names } from '../names.ts'
import type { Grant } from './grant.ts'

/** Signing with the key of the stations' CA, which is found by its alias because KMS makes up the ID. */
export const signAsAuthority = (arns: Arns, names: Names): Grant => ({
  actions: ['kms:GetPublicKey', 'kms:Sign'],
  resources: [arns.signingKeys],
  conditions: { StringEquals: { 'kms:RequestAlias': `alias/${names.stations}` } },
  wildcardReason: 'KMS makes up the ID of a key; the condition holds the call to the one alias of this stage.',
})
