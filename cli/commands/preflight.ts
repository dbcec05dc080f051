import { setTimeout as wait } from 'node:timers/promises'
import { fail } from '../../bench/failures/failure.ts'
import { judgeAccount } from '../../core/preflight/judge-account.ts'
import { functions } from '../../infra/functions.ts'
import { namesOf } from '../../infra/names.ts'
import { plannedNames, plannedStacks } from '../../infra/planned-names.ts'
import type { Stage } from '../../infra/stage.ts'
import { stages } from '../../infra/stages.ts'
import { awsFailure } from '../aws-failure.ts'
import { type CommandContext, type CommandResult, exit, type RegisterCommand, UsageError } from '../command.ts'
import { readAccount } from '../preflight/read-account.ts'
import { renderPreflight } from '../render/preflight.ts'

interface PreflightOptions {
  stage: string
  stations: string
  secondsPerUnit: string
}

const help = `
Reads with the standard chain of AWS credentials, and changes nothing. What the credentials may not read is told as not
checked. Names of alarms, rules of EventBridge, the dashboard and the SSM parameter are not looked for.

Examples:
  mintmark preflight --stage prod
  mintmark preflight --stage prod --stations 40 --seconds-per-unit 12 --json
Ends with 0 if nothing that was read stands in the way, with 1 if something would fail.`

/** `mintmark preflight`: what the first deployment of a stage would meet in an account. */
export const registerPreflight: RegisterCommand = (program, run) => {
  program
    .command('preflight')
    .description('look at an AWS account before a stage is deployed to it')
    .option('--stage <name>', 'a stage of infra/stages.ts', 'dev')
    .option('--stations <number>', 'benches at work at the same time', '16')
    .option('--seconds-per-unit <number>', 'how long a bench takes for a unit', '10')
    .addHelpText('after', help)
    .action((options: PreflightOptions) => run((context) => preflight(options, context)))
}

const stageNamed = (name: string): Stage => {
  const stage = stages.get(name)
  if (stage !== undefined) return stage
  throw new UsageError(`There is no stage "${name}"; infra/stages.ts has ${[...stages.keys()].join(', ')}`)
}

const atLeastOne = (option: string, text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new UsageError(`${option} is a whole number from 1 to 99999, not "${text}"`)
}

/** Where `cdk deploy` would go: the stage's own Region, or that of the variables or the profile. */
const regionOf = async (stage: Stage, env: CommandContext['env']): Promise<string> => {
  const region = stage.env?.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION)
  if (region) return region
  const { STSClient } = await import('@aws-sdk/client-sts')
  return new STSClient({}).config.region().catch(() => {
    throw fail('variable-missing', { name: 'AWS_REGION', what: 'the AWS Region of the deployment, such as eu-west-1' })
  })
}

const preflight = async (options: PreflightOptions, { env, progress }: CommandContext): Promise<CommandResult> => {
  const stage = stageNamed(options.stage)
  const stations = atLeastOne('--stations', options.stations)
  const secondsPerUnit = atLeastOne('--seconds-per-unit', options.secondsPerUnit)
  const region = await regionOf(stage, env)
  const stacks = plannedStacks(stage)
  progress('Reading the account; it is not changed.')
  const question = { config: { region }, env, names: plannedNames(stage), stacks, wait: (ms: number) => wait(ms) }
  const facts = await readAccount(question).catch((error: unknown) =>
    Promise.reject(awsFailure(error, 'AWS', 'ask who they are')),
  )
  const names = namesOf(stage)
  const judgement = judgeAccount(facts, {
    name: stage.name,
    ...(stage.env?.account !== undefined && { accountId: stage.env.account }),
    ...{ iotLogging: stage.iotLogging, iotLogGroup: names.iotLogGroup, devicePolicy: names.devicePolicy, stacks },
    ...{ functions: functions.length, stations, secondsPerUnit },
  })
  const { accountId } = facts
  return {
    exit: judgement.findings.some(({ severity }) => severity === 'error') ? exit.no : exit.done,
    json: { stage: stage.name, accountId, region, ...judgement },
    text: renderPreflight(stage.name, facts, judgement),
  }
}
