import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import { principalsOf } from '../../registry/attachments.ts'
import { onThing } from './thing.ts'

interface Input {
  thingName: string
  expectedVersion?: number
}

/** A thing that does not exist is deleted with success; one with principals is not deleted (reference 2.3). */
export const deleteThing = operation({
  authorizations: onThing('iot:DeleteThing'),
  act: ({ thingName, expectedVersion }: Input, iot) => {
    const row = iot.tables.things.get(thingName)
    if (row === undefined) return {}
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw iotError(
        'VersionConflictException',
        `Thing ${thingName} has version ${row.version}, not the expected ${expectedVersion}`,
      )
    if (principalsOf(iot, thingName).length > 0)
      throw iotError(
        'InvalidRequestException',
        `Cannot delete. Thing ${thingName} is still attached to one or more principals`,
      )
    iot.tables.things.delete(thingName)
    return {}
  },
})
