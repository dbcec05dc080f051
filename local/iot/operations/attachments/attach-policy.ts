import { operation } from '../../operation.ts'
import { attachPolicy as attach } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { findPolicy } from '../../registry/policies.ts'
import { onTarget } from './on-target.ts'

interface Input {
  policyName: string
  target: string
}

/** Attaching again changes nothing (reference 2.9: believed). */
export const attachPolicy = operation({
  authorizations: onTarget('iot:AttachPolicy'),
  act: ({ policyName, target }: Input, iot) => {
    findPolicy(iot, policyName)
    certificateOfArn(iot, target)
    attach(iot, policyName, target)
    return {}
  },
})
