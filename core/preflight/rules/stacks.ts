import type { AccountFacts, PlannedStage, StackFact } from '../account-facts.ts'
import { found, type Judgement, nothing, together, unseen } from '../preflight-finding.ts'

const remove = (name: string, region: string) =>
  `aws cloudformation delete-stack --region ${region} --stack-name ${name}`

/** A stack in a state from which CloudFormation starts no update (CloudFormation user guide, "Stack status codes"). */
const stuck = ({ name, status }: StackFact, region: string): Judgement => {
  if (/_IN_PROGRESS$/.test(status) && status !== 'REVIEW_IN_PROGRESS')
    return found('error', 'stack-busy', `Stack ${name} is being changed (${status}).`, {
      fails: 'A second deployment is refused.',
      repair: [`aws cloudformation describe-stack-events --region ${region} --stack-name ${name}`],
    })
  if (status === 'UPDATE_ROLLBACK_FAILED')
    return found('error', 'stack-stuck', `Stack ${name} could not go back to what it was (${status}).`, {
      fails: 'Every update is refused until the rollback is finished.',
      repair: [`aws cloudformation continue-update-rollback --region ${region} --stack-name ${name}`],
    })
  if (/^(ROLLBACK|CREATE|DELETE).*(_FAILED|_COMPLETE)$/.test(status) && status !== 'CREATE_COMPLETE')
    return found('error', 'stack-stuck', `A first deployment of stack ${name} failed, or its removal (${status}).`, {
      fails: 'CloudFormation updates no such stack; it has to be deleted first. What is retained stays.',
      repair: [remove(name, region)],
    })
  return nothing
}

/** Whether an earlier deployment is there, and whether it can be updated. */
export const stacks = ({ stacks: all, region }: AccountFacts, plan: PlannedStage): Judgement => {
  if (!all.read) return unseen('whether stacks of this stage are there already', all)
  const there = all.value.filter(({ name }) => plan.stacks.includes(name))
  if (there.length === 0) return found('info', 'first-deployment', `No stack of stage ${plan.name} is here yet.`)
  const upgrade = found(
    'info',
    'upgrade',
    `${there.length} of ${plan.stacks.length} stacks of stage ${plan.name} are here from an earlier deployment.`,
  )
  return together([upgrade, ...there.map((stack) => stuck(stack, region))])
}
