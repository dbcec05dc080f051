import type { StateChange } from './alarms.ts'

/** The message that an SNS topic gets of an alarm's change of state. Source: CloudWatch User Guide, "Amazon SNS notifications of alarms". */
export const alarmNotification = (change: StateChange, region: string, accountId: string) => {
  const { alarm, from, to, reason, at } = change
  return {
    subject: `${to}: "${alarm.AlarmName}" in ${region}`,
    message: JSON.stringify({
      AlarmName: alarm.AlarmName,
      AlarmDescription: alarm.AlarmDescription ?? null,
      AWSAccountId: accountId,
      NewStateValue: to,
      NewStateReason: reason,
      StateChangeTime: new Date(at).toISOString(),
      Region: region,
      AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarm.AlarmName}`,
      OldStateValue: from,
      Trigger: {
        MetricName: alarm.MetricName,
        Namespace: alarm.Namespace,
        Statistic: alarm.Statistic ?? alarm.ExtendedStatistic,
        Dimensions: alarm.Dimensions,
        Period: alarm.Period,
        EvaluationPeriods: alarm.EvaluationPeriods,
        DatapointsToAlarm: alarm.DatapointsToAlarm,
        ComparisonOperator: alarm.ComparisonOperator,
        Threshold: alarm.Threshold,
        TreatMissingData: alarm.TreatMissingData,
      },
    }),
  }
}
