import type { IConstruct } from 'constructs'
import { SilenceAlarm } from './constructs/silence-alarm.ts'
import { TopicAlarm } from './constructs/topic-alarm.ts'

/** Names of all alarms below a construct, in alphabetical order. */
export const alarmNamesIn = (scope: IConstruct): string[] =>
  scope.node
    .findAll()
    .flatMap((it) => (it instanceof TopicAlarm || it instanceof SilenceAlarm ? [it.alarmName] : []))
    .toSorted()
