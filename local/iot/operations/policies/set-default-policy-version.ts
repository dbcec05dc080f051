import { operation } from '../../operation.ts'
import { findPolicy, findVersion } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

interface Input {
  policyName: string
  policyVersionId: string
}

export const setDefaultPolicyVersion = operation({
  authorizations: onPolicy('iot:SetDefaultPolicyVersion'),
  act: ({ policyName, policyVersionId }: Input, iot) => {
    const row = findPolicy(iot, policyName)
    findVersion(row, policyVersionId)
    iot.tables.policies.put(policyName, { ...row, defaultVersionId: policyVersionId, modifiedAt: iot.clock() })
    return {}
  },
})
