import type { IotContext } from '../context.ts'
import type { NamedPolicy } from '../policy/evaluate.ts'
import type { PolicyFacts } from '../policy/variables.ts'
import type { ThingPrincipalRow } from '../tables.ts'
import { policiesOf, thingsOf } from './attachments.ts'
import { defaultVersion } from './policies.ts'

/** The thing a connection is tied to: an exclusive one with any client ID, another one only when it is called like the client (reference 5.4). */
export const thingOfConnection = (
  iot: IotContext,
  certificateId: string,
  clientId: string | undefined,
): ThingPrincipalRow | undefined => {
  const rows = thingsOf(iot, certificateId)
  return rows.find(({ type }) => type === 'EXCLUSIVE_THING') ?? rows.find(({ thingName }) => thingName === clientId)
}

/** What policy variables see of that thing. */
export const thingFacts = (iot: IotContext, row: ThingPrincipalRow | undefined): PolicyFacts['thing'] => {
  const thing = row === undefined ? undefined : iot.tables.things.get(row.thingName)
  if (thing === undefined) return undefined
  return { thingName: thing.thingName, thingTypeName: thing.thingTypeName, attributes: thing.attributes }
}

/** The default versions of the policies attached to a certificate. */
export const policiesOfCertificate = (iot: IotContext, certificateId: string): NamedPolicy[] =>
  policiesOf(iot, iot.arn.certificate(certificateId)).flatMap((policyName) => {
    const row = iot.tables.policies.get(policyName)
    return row === undefined ? [] : [{ policyName, document: defaultVersion(row).document }]
  })
