import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import type { ThingTypeRow } from '../../tables.ts'

export const onThingType =
  (action: string) =>
  ({ thingTypeName }: { thingTypeName: string }, { arn }: IotContext) => [
    { action, resource: arn.thingType(thingTypeName) },
  ]

export const findThingType = ({ tables }: IotContext, thingTypeName: string): ThingTypeRow => {
  const row = tables.thingTypes.get(thingTypeName)
  if (row === undefined) throw iotError('ResourceNotFoundException', `Thing type ${thingTypeName} does not exist`)
  return row
}

/** How AWS shows a thing type in answers. */
export const shownThingType = ({ arn }: IotContext, row: ThingTypeRow) => ({
  thingTypeName: row.thingTypeName,
  thingTypeArn: arn.thingType(row.thingTypeName),
  thingTypeProperties: {
    thingTypeDescription: row.description,
    searchableAttributes: row.searchableAttributes,
  },
  thingTypeMetadata: {
    deprecated: row.deprecatedAt !== undefined,
    deprecationDate: row.deprecatedAt === undefined ? undefined : new Date(row.deprecatedAt),
    creationDate: new Date(row.createdAt),
  },
})
