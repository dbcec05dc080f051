import { operation } from '../../operation.ts'
import { findThingType, onThingType } from './thing-type.ts'

interface Input {
  thingTypeName: string
  undoDeprecate?: boolean
}

export const deprecateThingType = operation({
  authorizations: onThingType('iot:DeprecateThingType'),
  act: ({ thingTypeName, undoDeprecate = false }: Input, iot) => {
    const row = findThingType(iot, thingTypeName)
    iot.tables.thingTypes.put(thingTypeName, { ...row, deprecatedAt: undoDeprecate ? undefined : iot.clock() })
    return {}
  },
})
