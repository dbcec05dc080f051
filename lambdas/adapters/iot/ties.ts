import {
  type IoTClient,
  paginateListPrincipalThingsV2,
  paginateListThingPrincipalsV2,
  ResourceNotFoundException,
} from '@aws-sdk/client-iot'
import type { Tie } from '../../../core/diagnosis/diagnosis-facts.ts'

const isExclusive = (type: string | undefined) => type === 'EXCLUSIVE_THING'

/** The certificates that a thing is tied to; undefined when there is no such thing. */
export const certificatesOfThing = async (iot: IoTClient, thingName: string): Promise<Tie[] | undefined> => {
  const ties: Tie[] = []
  try {
    for await (const { thingPrincipalObjects = [] } of paginateListThingPrincipalsV2({ client: iot }, { thingName }))
      for (const { principal, thingPrincipalType } of thingPrincipalObjects)
        ties.push({ to: principal ?? '', isExclusive: isExclusive(thingPrincipalType) })
    return ties
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** The things that a certificate is tied to; none when the certificate is gone. */
export const thingsOfCertificate = async (iot: IoTClient, principal: string): Promise<Tie[]> => {
  const ties: Tie[] = []
  try {
    for await (const { principalThingObjects = [] } of paginateListPrincipalThingsV2({ client: iot }, { principal }))
      for (const { thingName, thingPrincipalType } of principalThingObjects)
        ties.push({ to: thingName ?? '', isExclusive: isExclusive(thingPrincipalType) })
    return ties
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return []
    throw error
  }
}
