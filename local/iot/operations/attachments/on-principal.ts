import type { IotContext } from '../../context.ts'

/** The IAM check of tying a principal to a thing: resource is the principal, the thing a condition key (reference 2.10). */
export const onPrincipalOfThing =
  (action: string) =>
  ({ principal, thingName }: { principal: string; thingName: string }, { arn }: IotContext) => [
    { action, resource: principal, context: { 'iot:thingArn': arn.thing(thingName) } },
  ]

export const onPrincipal =
  (action: string) =>
  ({ principal }: { principal: string }) => [{ action, resource: principal }]
