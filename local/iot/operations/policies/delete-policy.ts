import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { targetsOf } from '../../registry/attachments.ts'
import { findPolicy } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

/** Refused while it is attached anywhere or has versions besides the default (reference 2.2). */
export const deletePolicy = operation({
  authorizations: onPolicy('iot:DeletePolicy'),
  act: ({ policyName }: { policyName: string }, iot) => {
    const row = findPolicy(iot, policyName)
    if (targetsOf(iot, policyName).length > 0)
      throw iotError(
        'DeleteConflictException',
        `The policy cannot be deleted as the policy is attached to one or more principals (name=${policyName})`,
      )
    if (row.versions.length > 1)
      throw iotError(
        'DeleteConflictException',
        `Cannot delete the policy because it has one or more policy versions attached to it (name=${policyName})`,
      )
    iot.tables.policies.delete(policyName)
    return {}
  },
})
