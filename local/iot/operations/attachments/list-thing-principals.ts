import type { IotContext } from '../../context.ts'
import { operation } from '../../operation.ts'
import { principalsOf } from '../../registry/attachments.ts'
import { pageOf } from '../page.ts'
import { findThing, onThing } from '../things/thing.ts'

interface Input {
  thingName: string
  nextToken?: string
  maxResults?: number
  thingPrincipalType?: string
}

const list = ({ thingName, nextToken, maxResults = 250, thingPrincipalType }: Input, iot: IotContext) => {
  findThing(iot, thingName)
  const rows = principalsOf(iot, thingName).filter(
    ({ type }) => thingPrincipalType === undefined || type === thingPrincipalType,
  )
  return pageOf(rows, maxResults, nextToken)
}

export const listThingPrincipals = operation({
  authorizations: onThing('iot:ListThingPrincipals'),
  act: (input: Input, iot) => {
    const { items, next } = list(input, iot)
    return { principals: items.map(({ certificateId }) => iot.arn.certificate(certificateId)), nextToken: next }
  },
})

export const listThingPrincipalsV2 = operation({
  authorizations: onThing('iot:ListThingPrincipalsV2'),
  act: (input: Input, iot) => {
    const { items, next } = list(input, iot)
    return {
      thingPrincipalObjects: items.map(({ certificateId, type }) => ({
        principal: iot.arn.certificate(certificateId),
        thingPrincipalType: type,
      })),
      nextToken: next,
    }
  },
})
