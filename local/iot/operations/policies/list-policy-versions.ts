import { operation } from '../../operation.ts'
import { findPolicy } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

export const listPolicyVersions = operation({
  authorizations: onPolicy('iot:ListPolicyVersions'),
  act: ({ policyName }: { policyName: string }, iot) => {
    const row = findPolicy(iot, policyName)
    return {
      policyVersions: row.versions.map(({ id, createdAt }) => ({
        versionId: id,
        isDefaultVersion: id === row.defaultVersionId,
        createDate: new Date(createdAt),
      })),
    }
  },
})
