import { operation } from '../../operation.ts'
import { findPolicy, findVersion } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

interface Input {
  policyName: string
  policyVersionId: string
}

export const getPolicyVersion = operation({
  authorizations: onPolicy('iot:GetPolicyVersion'),
  act: ({ policyName, policyVersionId }: Input, iot) => {
    const row = findPolicy(iot, policyName)
    const version = findVersion(row, policyVersionId)
    return {
      policyArn: iot.arn.policy(policyName),
      policyName,
      policyDocument: version.document,
      policyVersionId,
      isDefaultVersion: row.defaultVersionId === policyVersionId,
      creationDate: new Date(version.createdAt),
      lastModifiedDate: new Date(row.modifiedAt),
      generationId: row.generationId,
    }
  },
})
