import { operation } from '../../operation.ts'
import { defaultVersion, findPolicy } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

export const getPolicy = operation({
  authorizations: onPolicy('iot:GetPolicy'),
  act: ({ policyName }: { policyName: string }, iot) => {
    const row = findPolicy(iot, policyName)
    return {
      policyName,
      policyArn: iot.arn.policy(policyName),
      policyDocument: defaultVersion(row).document,
      defaultVersionId: row.defaultVersionId,
      creationDate: new Date(row.createdAt),
      lastModifiedDate: new Date(row.modifiedAt),
      generationId: row.generationId,
    }
  },
})
