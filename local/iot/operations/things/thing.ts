import { isDeepStrictEqual } from 'node:util'
import type { IotContext } from '../../context.ts'
import { iotError } from '../../errors.ts'
import type { ThingRow } from '../../tables.ts'

const attributeText = /^[a-zA-Z0-9_.,@/:#-]*$/

export const onThing =
  (action: string) =>
  ({ thingName }: { thingName: string }, { arn }: IotContext) => [{ action, resource: arn.thing(thingName) }]

export const findThing = ({ tables }: IotContext, thingName: string): ThingRow => {
  const row = tables.things.get(thingName)
  if (row === undefined) throw iotError('ResourceNotFoundException', `Thing ${thingName} cannot be found.`)
  return row
}

/** Refuses what AWS refuses: more than 3 attributes without a thing type (50 with one), spaces in values (reference 2.8, 3.2). */
export const checkAttributes = (attributes: Record<string, string>, thingTypeName: string | undefined): void => {
  const limit = thingTypeName === undefined ? 3 : 50
  const count = Object.keys(attributes).length
  if (count > limit)
    throw iotError(
      'InvalidRequestException',
      `A thing ${thingTypeName === undefined ? 'without' : 'with'} a thing type has at most ${limit} attributes, not ${count}`,
    )
  for (const [name, value] of Object.entries(attributes)) {
    if (name.length > 128 || value.length > 800 || !attributeText.test(name) || !attributeText.test(value))
      throw iotError('InvalidRequestException', `Attribute ${name}=${value} has characters or a length AWS IoT refuses`)
  }
}

export const checkThingType = ({ tables }: IotContext, thingTypeName: string | undefined): void => {
  if (thingTypeName === undefined) return
  const row = tables.thingTypes.get(thingTypeName)
  if (row === undefined) throw iotError('ResourceNotFoundException', `Thing type ${thingTypeName} does not exist`)
  if (row.deprecatedAt !== undefined)
    throw iotError('InvalidRequestException', `Thing type ${thingTypeName} is deprecated and takes no new things`)
}

export const sameConfiguration = (a: ThingRow, b: ThingRow): boolean =>
  a.thingTypeName === b.thingTypeName && isDeepStrictEqual(a.attributes, b.attributes)
