import { operation } from '../../operation.ts'
import { addPolicyVersion } from '../../registry/policies.ts'
import { onPolicy } from './on-policy.ts'

interface Input {
  policyName: string
  policyDocument: string
  setAsDefault?: boolean
}

export const createPolicyVersion = operation({
  authorizations: onPolicy('iot:CreatePolicyVersion'),
  act: ({ policyName, policyDocument, setAsDefault = false }: Input, iot) => {
    const version = addPolicyVersion(iot, policyName, policyDocument, setAsDefault)
    return {
      policyArn: iot.arn.policy(policyName),
      policyDocument,
      policyVersionId: version.id,
      isDefaultVersion: setAsDefault,
    }
  },
})
