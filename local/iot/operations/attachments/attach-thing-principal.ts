import { operation } from '../../operation.ts'
import { attachPrincipal } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { findThing } from '../things/thing.ts'
import { onPrincipalOfThing } from './on-principal.ts'

interface Input {
  thingName: string
  principal: string
  thingPrincipalType?: 'EXCLUSIVE_THING' | 'NON_EXCLUSIVE_THING'
}

export const attachThingPrincipal = operation({
  authorizations: onPrincipalOfThing('iot:AttachThingPrincipal'),
  act: ({ thingName, principal, thingPrincipalType = 'NON_EXCLUSIVE_THING' }: Input, iot) => {
    findThing(iot, thingName)
    const { certificateId } = certificateOfArn(iot, principal)
    attachPrincipal(iot, { thingName, certificateId, type: thingPrincipalType })
    return {}
  },
})
