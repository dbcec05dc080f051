import { operation } from '../../operation.ts'
import { targetsOf } from '../../registry/attachments.ts'
import { findPolicy } from '../../registry/policies.ts'
import { pageOf } from '../page.ts'
import { onPolicy } from '../policies/on-policy.ts'

interface Input {
  policyName: string
  marker?: string
  pageSize?: number
}

export const listTargetsForPolicy = operation({
  authorizations: onPolicy('iot:ListTargetsForPolicy'),
  act: ({ policyName, marker, pageSize = 250 }: Input, iot) => {
    findPolicy(iot, policyName)
    const { items, next } = pageOf(targetsOf(iot, policyName), pageSize, marker)
    return { targets: items, nextMarker: next }
  },
})
