import { operation } from '../../operation.ts'
import { detachPolicy as detach } from '../../registry/attachments.ts'
import { onTarget } from './on-target.ts'

interface Input {
  policyName: string
  target: string
}

/** AWS lists no ResourceNotFoundException here, so detaching what is not attached succeeds (reference 2.2). */
export const detachPolicy = operation({
  authorizations: onTarget('iot:DetachPolicy'),
  act: ({ policyName, target }: Input, iot) => {
    detach(iot, policyName, target)
    return {}
  },
})
