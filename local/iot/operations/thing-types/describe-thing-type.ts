import { operation } from '../../operation.ts'
import { findThingType, onThingType, shownThingType } from './thing-type.ts'

export const describeThingType = operation({
  authorizations: onThingType('iot:DescribeThingType'),
  act: ({ thingTypeName }: { thingTypeName: string }, iot) => {
    const row = findThingType(iot, thingTypeName)
    return { ...shownThingType(iot, row), thingTypeId: row.thingTypeId }
  },
})
