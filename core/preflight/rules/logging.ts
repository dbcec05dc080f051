import { awsIot } from '../../diagnosis/repairs.ts'
import type { AccountFacts, PlannedStage } from '../account-facts.ts'
import { found, type Judgement, together, unseen } from '../preflight-finding.ts'

const refusals = 'Connection.AuthNError'
const blind =
  'AWS writes nothing about a device whose certificate or SNI it refuses, and the doctor cannot tell silence from evidence.'
const costs = 'USD 0.50 a GB written to CloudWatch Logs; at level ERROR that is what goes wrong, not what goes well'
const setting = (plan: PlannedStage, value: string) => `infra/stages.ts, stage ${plan.name}: iotLogging: '${value}'`

const whenCreated = ({ logging, isLoggingOurs }: AccountFacts, plan: PlannedStage): Judgement => {
  if (!logging.read) return unseen('whether IoT logging is on already', logging)
  if (logging.value === undefined)
    return found('info', 'logging-free', 'IoT logging was never set up here; the baseline stack turns it on.', {
      costs,
    })
  if (!isLoggingOurs.read)
    return together([
      found(
        'warning',
        'logging-taken',
        `IoT logging is set up here with role ${logging.value.roleArn ?? 'none'}; whose it is could not be read.`,
        {
          fails: 'Unless the baseline stack of this stage made it, that stack stops at "already exists".',
        },
      ),
      unseen('whose the IoT logging is', isLoggingOurs),
    ])
  if (isLoggingOurs.value)
    return found('info', 'logging-ours', 'IoT logging is set up here by the baseline stack of this stage.', { costs })
  return found(
    'error',
    'logging-taken',
    `IoT logging is set up here already, with role ${logging.value.roleArn ?? 'none'}: an account has one per Region.`,
    {
      fails: 'The baseline stack stops at "already exists".',
      repair: [
        setting(plan, 'adopt'),
        'Then run once what the stack prints as RunOnce (docs/decisions/iot-logging.md)',
      ],
    },
  )
}

const whenAdopted = ({ logging }: AccountFacts, plan: PlannedStage): Judgement => {
  if (!logging.read) return unseen('whether there is IoT logging to adopt', logging)
  const it = logging.value
  if (it?.roleArn === undefined)
    return found('error', 'nothing-to-adopt', 'IoT logging was never set up here, so there is none to adopt.', {
      fails: blind,
      repair: [setting(plan, 'create')],
    })
  const own = { eventType: refusals, logLevel: 'ERROR', logDestination: plan.iotLogGroup }
  const others = it.events.filter(({ eventType }) => eventType !== refusals)
  if (it.isDisabled)
    return found('warning', 'logging-off', 'IoT logging is set up here and switched off.', {
      fails: blind,
      costs,
      repair: [`${awsIot('set-v2-logging-options', { 'role-arn': it.roleArn })} --no-disable-all-logs`],
    })
  if (it.events.some(({ eventType, logDestination }) => eventType === refusals && logDestination === plan.iotLogGroup))
    return found('info', 'logging-adopted', `IoT logging of this account writes ${refusals} to ${plan.iotLogGroup}.`, {
      costs,
    })
  return found(
    'warning',
    'refusals-not-logged',
    `IoT logging of this account does not write ${refusals} to ${plan.iotLogGroup}.`,
    {
      fails: blind,
      costs,
      repair: [
        'After the deployment, and after attaching the policy that it makes to the role:',
        awsIot('set-v2-logging-options', {
          'role-arn': it.roleArn,
          'event-configurations': JSON.stringify([...others, own]),
        }),
      ],
    },
  )
}

/** What the baseline stack will meet; an account has one IoT logging per Region (docs/decisions/iot-logging.md). */
export const logging = (facts: AccountFacts, plan: PlannedStage): Judgement => {
  if (plan.iotLogging === 'create') return whenCreated(facts, plan)
  if (plan.iotLogging === 'adopt') return whenAdopted(facts, plan)
  return found('warning', 'logging-not-wanted', `Stage ${plan.name} makes no IoT logging.`, {
    fails: blind,
    repair: [setting(plan, 'create')],
  })
}
