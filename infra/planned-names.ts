import { functions } from './functions.ts'
import { namesOf } from './names.ts'
import type { Stage } from './stage.ts'

/** Something that the stacks of a stage make under a name of our choice, which must be free in the account and Region. */
export interface PlannedName {
  /** As CloudFormation calls it. */
  type: string
  name: string
  /** It outlives its stack. */
  isKept: boolean
}

/** Stacks of a stage, as they are called after `mintmark-<stage>-`. */
const parts = [
  ...['identity', 'registry', 'alarms', 'factory-api', 'first-connect', 'stations', 'upkeep', 'announcements'],
  'operations',
]

export const plannedStacks = (stage: Stage): string[] =>
  [...(stage.iotLogging === 'off' ? [] : ['baseline']), ...parts].map(namesOf(stage).stack)

const loggingNames = ({ iotLogging }: Stage, group: string): PlannedName[] => {
  if (iotLogging === 'off') return []
  const logs = { type: 'AWS::Logs::LogGroup', name: group, isKept: true }
  if (iotLogging === 'create') return [logs]
  return [logs, { type: 'AWS::IAM::ManagedPolicy', name: `${group}-log-writer`, isKept: false }]
}

/** Every such name of a stage; `test/infra/planned-names.test.ts` compares with the templates. */
export const plannedNames = (stage: Stage): PlannedName[] => {
  const names = namesOf(stage)
  const all = (type: string, isKept: boolean, ...given: string[]) => given.map((name) => ({ type, name, isKept }))
  return [
    ...all('AWS::DynamoDB::Table', true, names.registryTable),
    ...all('AWS::IoT::Policy', true, names.devicePolicy),
    ...all('AWS::IoT::ThingType', true, names.thingType),
    ...all('AWS::KMS::Alias', true, `alias/${names.stations}`),
    ...loggingNames(stage, names.iotLogGroup),
    ...all('AWS::IoT::TopicRule', false, names.firstConnectRule, names.takeoverRule, names.failedConnectRule),
    ...all('AWS::SQS::Queue', false, names.firstConnectQueue, names.firstConnectDeadQueue, names.ruleErrorQueue),
    ...all('AWS::SNS::Topic', false, names.alarmTopic),
    ...all('AWS::IAM::Role', false, names.stations),
    ...all('AWS::IAM::ManagedPolicy', false, names.callerPolicy('ops'), names.callerPolicy('station')),
    ...all('AWS::Logs::LogGroup', false, names.apiAccessLogGroup),
    ...all('AWS::Logs::LogGroup', false, ...functions.map(({ folder }) => names.functionLogGroup(folder))),
    ...all('AWS::Lambda::Function', false, ...functions.map(({ folder }) => names.function(folder))),
  ]
}
