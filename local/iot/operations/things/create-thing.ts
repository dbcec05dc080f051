import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import type { ThingRow } from '../../tables.ts'
import { uuid } from '../../uuid.ts'
import { checkAttributes, checkThingType, onThing, sameConfiguration } from './thing.ts'

interface Input {
  thingName: string
  thingTypeName?: string
  attributePayload?: { attributes?: Record<string, string> }
}

/** The same name with the same configuration again is accepted, with another one refused (reference 2.3). */
export const createThing = operation({
  unsupported: ['billingGroupName'],
  authorizations: onThing('iot:CreateThing'),
  act: ({ thingName, thingTypeName, attributePayload }: Input, iot) => {
    const attributes = attributePayload?.attributes ?? {}
    checkThingType(iot, thingTypeName)
    checkAttributes(attributes, thingTypeName)
    const wanted: ThingRow = { thingName, thingId: uuid(iot.random), thingTypeName, attributes, version: 1 }
    const before = iot.tables.things.get(thingName)
    if (before !== undefined && !sameConfiguration(before, wanted))
      throw iotError(
        'ResourceAlreadyExistsException',
        `Thing ${thingName} already exists in account with different properties`,
        { resourceId: before.thingId, resourceArn: iot.arn.thing(thingName) },
      )
    if (before === undefined) iot.tables.things.put(thingName, wanted)
    return { thingName, thingArn: iot.arn.thing(thingName), thingId: (before ?? wanted).thingId }
  },
})
