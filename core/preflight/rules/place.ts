import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { found, type Judgement, nothing, together } from '../preflight-finding.ts'

const stageOf = (stack: string): string | undefined => /^mintmark-([a-z][a-z0-9]*)-registry$/.exec(stack)?.[1]

/** Whether these are the account and Region that the stage is meant for, and whether it has the account for itself. */
export const place = ({ accountId, region, stacks }: AccountFacts, plan: PlannedStage): Judgement => {
  const isElsewhere = plan.accountId !== undefined && plan.accountId !== accountId
  const here = isElsewhere
    ? found(
        'error',
        'place',
        `These credentials are of account ${accountId}; stage ${plan.name} belongs to ${plan.accountId}.`,
        {
          fails: 'cdk deploy finds no credentials for that account.',
          repair: ['Choose another AWS_PROFILE, or change env of the stage in infra/stages.ts'],
        },
      )
    : found('info', 'place', `Stage ${plan.name} would be deployed to account ${accountId} in ${region}.`)
  const others = (stacks.read ? stacks.value : [])
    .flatMap(({ name }) => stageOf(name) ?? [])
    .filter((it) => it !== plan.name)
  const shared =
    others.length === 0
      ? nothing
      : found('warning', 'another-stage', `This account has the stage ${others.join(', ')} already.`, {
          fails: 'Quotas, IoT logging and whoever may administer are shared: a mistake in one stage reaches the other.',
          repair: ['Give each stage an account of its own (docs/deploy.md)'],
        })
  return together([here, shared])
}
