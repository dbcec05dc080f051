import { operation } from '../../operation.ts'
import { pageOf } from '../page.ts'
import { shownThingType } from './thing-type.ts'

interface Input {
  nextToken?: string
  maxResults?: number
  thingTypeName?: string
}

export const listThingTypes = operation({
  act: ({ nextToken, maxResults = 250, thingTypeName }: Input, iot) => {
    const rows = iot.tables.thingTypes
      .entries()
      .map(([, row]) => row)
      .filter((row) => thingTypeName === undefined || row.thingTypeName === thingTypeName)
    const { items, next } = pageOf(rows, maxResults, nextToken)
    return { thingTypes: items.map((row) => shownThingType(iot, row)), nextToken: next }
  },
})
