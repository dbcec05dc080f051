import type { IotContext } from '../../context.ts'

/** The IAM check of an operation on one policy (reference 2.10). */
export const onPolicy =
  (action: string) =>
  ({ policyName }: { policyName: string }, { arn }: IotContext) => [{ action, resource: arn.policy(policyName) }]
