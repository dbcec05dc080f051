import { isDeepStrictEqual } from 'node:util'
import { iotError } from '../../errors.ts'
import { operation } from '../../operation.ts'
import type { ThingTypeRow } from '../../tables.ts'
import { uuid } from '../../uuid.ts'
import { onThingType } from './thing-type.ts'

interface Input {
  thingTypeName: string
  thingTypeProperties?: { thingTypeDescription?: string; searchableAttributes?: string[]; mqtt5Configuration?: object }
}

const maxSearchable = 3

/** Like things: the same again is accepted, another configuration under the name refused. */
export const createThingType = operation({
  unsupported: ['tags'],
  authorizations: onThingType('iot:CreateThingType'),
  act: ({ thingTypeName, thingTypeProperties = {} }: Input, iot) => {
    const { thingTypeDescription: description, searchableAttributes = [], mqtt5Configuration } = thingTypeProperties
    if (searchableAttributes.length > maxSearchable || mqtt5Configuration !== undefined)
      throw iotError(
        'InvalidRequestException',
        `A thing type takes at most ${maxSearchable} searchable attributes, and here no mqtt5Configuration`,
      )
    const before = iot.tables.thingTypes.get(thingTypeName)
    const same =
      before?.description === description && isDeepStrictEqual(before?.searchableAttributes, searchableAttributes)
    if (before !== undefined && !same)
      throw iotError(
        'ResourceAlreadyExistsException',
        `Thing type ${thingTypeName} already exists in account with different properties`,
        { resourceId: before.thingTypeId, resourceArn: iot.arn.thingType(thingTypeName) },
      )
    const row: ThingTypeRow = before ?? {
      thingTypeName,
      thingTypeId: uuid(iot.random),
      description,
      searchableAttributes,
      createdAt: iot.clock(),
    }
    iot.tables.thingTypes.put(thingTypeName, row)
    return { thingTypeName, thingTypeArn: iot.arn.thingType(thingTypeName), thingTypeId: row.thingTypeId }
  },
})
