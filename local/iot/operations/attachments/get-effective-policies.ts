import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { policiesOf } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { defaultVersion, findPolicy } from '../../registry/policies.ts'
import { findThing } from '../things/thing.ts'

interface Input {
  principal?: string
  thingName?: string
}

/** The policies of a certificate. There are no thing groups here, so a thing adds none. */
export const getEffectivePolicies = operation({
  unsupported: ['cognitoIdentityPoolId'],
  authorizations: ({ principal = '*' }: Input) => [{ action: 'iot:GetEffectivePolicies', resource: principal }],
  act: ({ principal, thingName }: Input, iot) => {
    if (principal === undefined) throw iotError('InvalidRequestException', 'GetEffectivePolicies needs a principal')
    certificateOfArn(iot, principal)
    if (thingName !== undefined) findThing(iot, thingName)
    return {
      effectivePolicies: policiesOf(iot, principal).map((policyName) => ({
        policyName,
        policyArn: iot.arn.policy(policyName),
        policyDocument: defaultVersion(findPolicy(iot, policyName)).document,
      })),
    }
  },
})
