import { operation } from '../../operation.ts'
import { addPolicy } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

interface Input {
  policyName: string
  policyDocument: string
}

/** A name that exists is a conflict even when the document is the same (reference 2.9). */
export const createPolicy = operation({
  unsupported: ['tags'],
  authorizations: onPolicy('iot:CreatePolicy'),
  act: ({ policyName, policyDocument }: Input, iot) => {
    const row = addPolicy(iot, policyName, policyDocument)
    return { policyName, policyArn: iot.arn.policy(policyName), policyDocument, policyVersionId: row.defaultVersionId }
  },
})
