import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { checkAttributes, checkThingType, findThing, onThing } from './thing.ts'

interface Input {
  thingName: string
  thingTypeName?: string
  attributePayload?: { attributes?: Record<string, string>; merge?: boolean }
  expectedVersion?: number
  removeThingType?: boolean
}

/** Without `merge` the attributes given replace all; an empty value removes one (SDK, AttributePayload). */
export const updateThing = operation({
  authorizations: onThing('iot:UpdateThing'),
  act: ({ thingName, thingTypeName, attributePayload, expectedVersion, removeThingType = false }: Input, iot) => {
    const row = findThing(iot, thingName)
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw iotError(
        'VersionConflictException',
        `Thing ${thingName} has version ${row.version}, not the expected ${expectedVersion}`,
      )
    checkThingType(iot, thingTypeName)
    const type = removeThingType ? undefined : (thingTypeName ?? row.thingTypeName)
    const merged = attributePayload?.merge === true || attributePayload === undefined ? row.attributes : {}
    const attributes = Object.fromEntries(
      Object.entries({ ...merged, ...attributePayload?.attributes }).filter(([, value]) => value !== ''),
    )
    checkAttributes(attributes, type)
    iot.tables.things.put(thingName, { ...row, thingTypeName: type, attributes, version: row.version + 1 })
    return {}
  },
})
