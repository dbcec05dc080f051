import type { AccountFacts, PlannedStage, TakenName } from '../account-facts.ts'
import { found, type Judgement, nothing, together, unseen } from '../preflight-finding.ts'

const shortType = (type: string) => type.split('::').slice(1).join(' ')
const shown = 3

/** `IoT Policy a, b, c and 4 more`. */
const listed = ([first, ...rest]: readonly TakenName[]): string => {
  const names = [first, ...rest].slice(0, shown).map((it) => it?.name)
  const more = rest.length + 1 - names.length
  return `${shortType(first?.type ?? '')} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const fails = 'CloudFormation stops at "already exists" and takes the stack back.'
const otherName = 'Or give the stage another name in infra/stages.ts'

const inNoStack = (names: readonly TakenName[], isKept: boolean, { name }: PlannedStage): Judgement =>
  isKept
    ? found(
        'error',
        'left-behind',
        `${listed(names)}: there, and in no stack. An earlier deployment left it, as it should, or somebody else made it.`,
        {
          fails,
          repair: [`npx cdk deploy -c stage=${name} --all --import-existing-resources`, otherName],
        },
      )
    : found('error', 'name-taken', `${listed(names)}: there, and in no stack.`, {
        fails,
        repair: ['Find out who made it; if nobody needs it, delete it', otherName],
      })

/** Names of one kind that belong to the same stack, or to none. */
const clash = (names: readonly TakenName[], { region }: AccountFacts, plan: PlannedStage): Judgement => {
  const [{ stack, isKept } = { stack: undefined, isKept: false }] = names
  if (stack === undefined) return nothing
  if (!stack.read)
    return together([
      found('warning', 'name-taken', `${listed(names)}: there, and whose it is could not be read.`, {
        fails: `Unless it is of a stack of this stage: ${fails}`,
      }),
      unseen(`which stack holds ${listed(names)}`, stack),
    ])
  if (stack.value === undefined) return inNoStack(names, isKept, plan)
  if (plan.stacks.includes(stack.value)) return nothing
  return found('error', 'name-taken', `${listed(names)}: of stack ${stack.value}, which is not of this stage.`, {
    fails,
    repair: [`aws cloudformation describe-stacks --region ${region} --stack-name ${stack.value}`, otherName],
  })
}

/** Whether every name that the stacks take is free, or taken by them. */
export const names = (facts: AccountFacts, plan: PlannedStage): Judgement => {
  const alike = Map.groupBy(facts.taken, ({ type, isKept, stack }) => JSON.stringify([type, isKept, stack]))
  return together([
    ...[...alike.values()].map((taken) => clash(taken, facts, plan)),
    ...facts.unread.map(({ type, ...why }) => unseen(`whether the names of ${shortType(type)} are free`, why)),
  ])
}
