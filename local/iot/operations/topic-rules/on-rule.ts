import type { IotContext } from '../../context.ts'

export const onRule =
  (action: string) =>
  ({ ruleName }: { ruleName: string }, { arn }: IotContext) => [{ action, resource: arn.rule(ruleName) }]
