import type { IotContext } from '../context.ts'
import { iotError } from '../errors.ts'
import type { ThingPrincipalRow } from '../tables.ts'

const maxPolicies = 10

/** Names of the policies attached to a target, in order. */
export const policiesOf = ({ tables }: IotContext, target: string): string[] =>
  tables.policiesOfTarget.entries(`${target} `).map(([, policyName]) => policyName)

/** ARNs of the targets a policy is attached to. */
export const targetsOf = ({ tables }: IotContext, policyName: string): string[] =>
  tables.targetsOfPolicy.entries(`${policyName} `).map(([, target]) => target)

export const attachPolicy = (iot: IotContext, policyName: string, target: string): void => {
  const attached = policiesOf(iot, target)
  if (attached.includes(policyName)) return
  if (attached.length >= maxPolicies)
    throw iotError('LimitExceededException', `The target ${target} already has ${maxPolicies} policies attached`)
  iot.tables.atomically(() => {
    iot.tables.policiesOfTarget.put(`${target} ${policyName}`, policyName)
    iot.tables.targetsOfPolicy.put(`${policyName} ${target}`, target)
  })
}

export const detachPolicy = ({ tables }: IotContext, policyName: string, target: string): void =>
  tables.atomically(() => {
    tables.policiesOfTarget.delete(`${target} ${policyName}`)
    tables.targetsOfPolicy.delete(`${policyName} ${target}`)
  })

/** Certificates attached to a thing; those whose slow detachment is over are gone. */
export const principalsOf = (iot: IotContext, thingName: string): ThingPrincipalRow[] =>
  current(iot, iot.tables.principalsOfThing.entries(`${thingName} `))

/** Things a certificate is attached to. */
export const thingsOf = (iot: IotContext, certificateId: string): ThingPrincipalRow[] =>
  current(iot, iot.tables.thingsOfPrincipal.entries(`${certificateId} `))

const current = (iot: IotContext, entries: [string, ThingPrincipalRow][]): ThingPrincipalRow[] => {
  const rows = entries.map(([, row]) => row)
  for (const row of rows) if (isOver(iot, row)) remove(iot, row)
  return rows.filter((row) => !isOver(iot, row))
}

const isOver = ({ clock }: IotContext, { until }: ThingPrincipalRow) => until !== undefined && until <= clock()

/** Ties a certificate to a thing. One that is exclusive to a thing can be tied to no other (DG exclusive-thing). */
export const attachPrincipal = (iot: IotContext, row: ThingPrincipalRow): void => {
  const others = thingsOf(iot, row.certificateId).filter(({ thingName }) => thingName !== row.thingName)
  const exclusive = others.find(({ type }) => type === 'EXCLUSIVE_THING')
  if (exclusive !== undefined) throw conflict(iot, row, `it is exclusive to thing ${exclusive.thingName}`)
  if (row.type === 'EXCLUSIVE_THING' && others[0] !== undefined)
    throw conflict(iot, row, `it is attached to thing ${others[0].thingName} already`)
  const before = principalsOf(iot, row.thingName).find(({ certificateId }) => certificateId === row.certificateId)
  if (before !== undefined && before.until === undefined && before.type !== row.type)
    throw conflict(iot, row, `it is attached to this thing as ${before.type}`)
  write(iot, row)
}

const conflict = ({ switches }: IotContext, row: ThingPrincipalRow, why: string) =>
  iotError(
    switches.exclusiveConflict,
    `Certificate ${row.certificateId} cannot be attached to thing ${row.thingName} as ${row.type}: ${why}`,
  )

/** Unties them, at once or, as AWS may, some time later. */
export const detachPrincipal = (iot: IotContext, thingName: string, certificateId: string): void => {
  const row = principalsOf(iot, thingName).find((candidate) => candidate.certificateId === certificateId)
  if (row === undefined && iot.switches.repeatedDetach === 'accepted') return
  if (row === undefined)
    throw iotError('ResourceNotFoundException', `Certificate ${certificateId} is not attached to thing ${thingName}`)
  if (iot.switches.detachDelayMs === 0) remove(iot, row)
  else if (row.until === undefined) write(iot, { ...row, until: iot.clock() + iot.switches.detachDelayMs })
}

const write = ({ tables }: IotContext, row: ThingPrincipalRow) =>
  tables.atomically(() => {
    tables.principalsOfThing.put(`${row.thingName} ${row.certificateId}`, row)
    tables.thingsOfPrincipal.put(`${row.certificateId} ${row.thingName}`, row)
  })

const remove = ({ tables }: IotContext, row: ThingPrincipalRow) =>
  tables.atomically(() => {
    tables.principalsOfThing.delete(`${row.thingName} ${row.certificateId}`)
    tables.thingsOfPrincipal.delete(`${row.certificateId} ${row.thingName}`)
  })
