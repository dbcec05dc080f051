import { operation } from '../../operation.ts'
import { policiesOf } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { pageOf } from '../page.ts'

interface Input {
  target: string
  recursive?: boolean
  marker?: string
  pageSize?: number
}

/** `recursive` adds the policies of thing groups, of which there are none here. */
export const listAttachedPolicies = operation({
  act: ({ target, marker, pageSize = 250 }: Input, iot) => {
    certificateOfArn(iot, target)
    const { items, next } = pageOf(policiesOf(iot, target), pageSize, marker)
    return {
      policies: items.map((policyName) => ({ policyName, policyArn: iot.arn.policy(policyName) })),
      nextMarker: next,
    }
  },
})
