import { operation } from '../../operation.ts'
import { pageOf } from '../page.ts'

interface Input {
  nextToken?: string
  maxResults?: number
  attributeName?: string
  attributeValue?: string
  thingTypeName?: string
}

export const listThings = operation({
  unsupported: ['usePrefixAttributeValue'],
  act: ({ nextToken, maxResults = 250, attributeName, attributeValue, thingTypeName }: Input, iot) => {
    const rows = iot.tables.things
      .entries()
      .map(([, row]) => row)
      .filter((row) => thingTypeName === undefined || row.thingTypeName === thingTypeName)
      .filter((row) => attributeName === undefined || row.attributes[attributeName] === attributeValue)
    const { items, next } = pageOf(rows, maxResults, nextToken)
    return {
      things: items.map(({ thingName, thingTypeName: type, attributes, version }) => ({
        thingName,
        thingTypeName: type,
        thingArn: iot.arn.thing(thingName),
        attributes,
        version,
      })),
      nextToken: next,
    }
  },
})
