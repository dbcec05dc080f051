import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { findThingType, onThingType } from './thing-type.ts'

const waitMs = 5 * 60_000

/** Only five minutes after its deprecation, and not while things have it (reference 8.2). */
export const deleteThingType = operation({
  authorizations: onThingType('iot:DeleteThingType'),
  act: ({ thingTypeName }: { thingTypeName: string }, iot) => {
    const { deprecatedAt } = findThingType(iot, thingTypeName)
    if (deprecatedAt === undefined || iot.clock() < deprecatedAt + waitMs)
      throw iotError(
        'InvalidRequestException',
        `Thing type ${thingTypeName} must be deprecated for 5 minutes before it can be deleted`,
      )
    const user = iot.tables.things.entries().find(([, thing]) => thing.thingTypeName === thingTypeName)
    if (user !== undefined)
      throw iotError('InvalidRequestException', `Thing type ${thingTypeName} is still the type of thing ${user[0]}`)
    iot.tables.thingTypes.delete(thingTypeName)
    return {}
  },
})
