import type { Arns } from '../arns.ts'
import type { Grant } from './grant.ts'

/** Attaching certificates to things of the fleet, or detaching them. */
export const onAttachments = (arns: Arns, actions: readonly string[]): Grant => ({
  actions,
  resources: [arns.certificates],
  conditions: { ArnLike: { 'iot:thingArn': arns.things } },
  wildcardReason: "AWS makes the certificate ID at mint; the condition holds the thing to this stage's fleet.",
})
