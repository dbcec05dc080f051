import { operation } from '../../operation.ts'
import { detachPrincipal } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { findThing } from '../things/thing.ts'
import { onPrincipalOfThing } from './on-principal.ts'

interface Input {
  thingName: string
  principal: string
}

export const detachThingPrincipal = operation({
  authorizations: onPrincipalOfThing('iot:DetachThingPrincipal'),
  act: ({ thingName, principal }: Input, iot) => {
    findThing(iot, thingName)
    detachPrincipal(iot, thingName, certificateOfArn(iot, principal).certificateId)
    return {}
  },
})
