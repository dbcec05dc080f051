import { type LinkResult, notChecked, notNeeded, sound } from '../diagnosis.ts'
import type { MintedFacts } from '../diagnosis-facts.ts'
import { breaks, type Link } from '../link.ts'
import { awsIot, here } from '../repairs.ts'
import { lastSeen } from '../seen.ts'

const causes = {
  'logging-never-set-up': 'the account has no logging of AWS IoT in this Region',
  'logging-off': 'logging of AWS IoT is set up and switched off',
  'refusals-not-logged': 'the event Connection.AuthNError is not logged, which it is not by default',
  'refusals-logged-elsewhere': 'Connection.AuthNError goes to a log group that the doctor does not read',
}
const broken = breaks(causes)

/** Opt-in: without it AWS writes nothing about a device whose certificate or SNI it refuses (aws-iot-provisioning.md 7.3). */
const refusals = 'Connection.AuthNError'

const check = (facts: MintedFacts): LinkResult => {
  const { logging, deployed } = facts
  const group = deployed.iotLogGroup
  const seen = lastSeen(facts)
  if (seen !== undefined) return notNeeded(`the device was seen ${seen}`)
  if (!logging.read) return notChecked(logging.why)
  const never = 'The device was never seen, and its silence tells nothing'
  const own = { eventType: refusals, logLevel: 'ERROR', logDestination: group }
  const others = logging.value?.events.filter(({ eventType }) => eventType !== refusals) ?? []
  const events = { 'event-configurations': JSON.stringify([...others, own]) }
  if (logging.value?.roleArn === undefined)
    return broken(
      'logging-never-set-up',
      `${never}: AWS IoT logs nothing in this account and Region.`,
      here(
        'Deploy the stage’s logging, or set it up with a role that AWS IoT may write logs with.',
        awsIot('set-v2-logging-options', { 'role-arn': '<ROLE>', 'default-log-level': 'ERROR', ...events }),
      ),
      { logging: 'NotConfigured' },
    )
  const role = { 'role-arn': logging.value.roleArn }
  if (logging.value.isDisabled)
    return broken(
      'logging-off',
      `${never}: logging of AWS IoT is switched off.`,
      here(
        'Switch it on, and wait for the next attempt.',
        `${awsIot('set-v2-logging-options', role)} --no-disable-all-logs`,
      ),
      { 'disable all logs': 'true' },
    )
  const event = logging.value.events.find(({ eventType }) => eventType === refusals)
  const log = here('Log it, and wait for the next attempt.', awsIot('set-v2-logging-options', { ...role, ...events }))
  if (event === undefined || event.logLevel === undefined || event.logLevel === 'DISABLED')
    return broken('refusals-not-logged', `${never}: the event ${refusals} is not logged.`, log, {
      events: logging.value.events.map(({ eventType }) => eventType).join(', ') || 'none',
    })
  if (event.logDestination !== group)
    return broken(
      'refusals-logged-elsewhere',
      `${never}: ${refusals} goes to ${event.logDestination ?? 'AWSIotLogsV2'}, and the doctor reads ${group}.`,
      log,
      { 'log group': event.logDestination },
    )
  return sound(`${refusals} goes to ${group}, so silence is evidence`)
}

/** Whether AWS would have written something down: only then silence means something. */
export const loggingLink: Link = { name: 'logging', causes, check }
