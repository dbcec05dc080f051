import type { IotContext } from '../../context.ts'
import { operation } from '../../operation.ts'
import { thingsOf } from '../../registry/attachments.ts'
import { certificateOfArn } from '../../registry/certificates.ts'
import { pageOf } from '../page.ts'
import { onPrincipal } from './on-principal.ts'

interface Input {
  principal: string
  nextToken?: string
  maxResults?: number
  thingPrincipalType?: string
}

const list = ({ principal, nextToken, maxResults = 250, thingPrincipalType }: Input, iot: IotContext) => {
  const rows = thingsOf(iot, certificateOfArn(iot, principal).certificateId).filter(
    ({ type }) => thingPrincipalType === undefined || type === thingPrincipalType,
  )
  return pageOf(rows, maxResults, nextToken)
}

export const listPrincipalThings = operation({
  authorizations: onPrincipal('iot:ListPrincipalThings'),
  act: (input: Input, iot) => {
    const { items, next } = list(input, iot)
    return { things: items.map(({ thingName }) => thingName), nextToken: next }
  },
})

export const listPrincipalThingsV2 = operation({
  authorizations: onPrincipal('iot:ListPrincipalThingsV2'),
  act: (input: Input, iot) => {
    const { items, next } = list(input, iot)
    return {
      principalThingObjects: items.map(({ thingName, type }) => ({ thingName, thingPrincipalType: type })),
      nextToken: next,
    }
  },
})
