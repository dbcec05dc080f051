import { operation } from '../../operation.ts'
import { findThing, onThing } from './thing.ts'

export const describeThing = operation({
  authorizations: onThing('iot:DescribeThing'),
  act: ({ thingName }: { thingName: string }, iot) => {
    const row = findThing(iot, thingName)
    return {
      defaultClientId: thingName,
      thingName,
      thingId: row.thingId,
      thingArn: iot.arn.thing(thingName),
      thingTypeName: row.thingTypeName,
      attributes: row.attributes,
      version: row.version,
    }
  },
})
