import { operation } from '../../operation.ts'
import { removePolicyVersion } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

interface Input {
  policyName: string
  policyVersionId: string
}

export const deletePolicyVersion = operation({
  authorizations: onPolicy('iot:DeletePolicyVersion'),
  act: ({ policyName, policyVersionId }: Input, iot) => {
    removePolicyVersion(iot, policyName, policyVersionId)
    return {}
  },
})
