import { synthesized } from './synthesized.ts'

test.each([
  ['scheduled-sweep', 'mintmark-dev-sweep', 'rate(1 hour)', 900],
  ['check-profiles', 'mintmark-dev-profile-check', 'rate(1 day)', 300],
  ['survey-fleet', 'mintmark-dev-fleet-survey', 'rate(1 day)', 29],
])('%s runs by the schedule %s', async (folder, name, every, timeout) => {
  const app = await synthesized()
  const rules = app.resources<{ Name: string }>('AWS::Events::Rule')
  const rule = rules.find(({ Properties }) => Properties.Name === name)
  const [lambda] = app
    .resources<{ FunctionName: string; Timeout: number }>('AWS::Lambda::Function')
    .filter(({ Properties }) => Properties.FunctionName === `mintmark-dev-${folder}`)
  expect(rules).toHaveLength(3)
  expect(rule?.Properties).toMatchObject({
    ScheduleExpression: every,
    State: 'ENABLED',
    Targets: [{ Arn: `<${lambda?.id}.Arn>` }],
  })
  expect(lambda?.Properties.Timeout).toBe(timeout)
})

test('one change under devices that were made is enough for an alarm', async () => {
  const app = await synthesized()
  const [alarm] = app
    .resources<{ AlarmName: string; AlarmDescription: string }>('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.AlarmName === 'mintmark-dev-profile-drift')
  expect(alarm?.Properties).toMatchObject({
    Namespace: 'Mintmark',
    MetricName: 'ProfileDrifts',
    Dimensions: [{ Name: 'Stage', Value: 'dev' }],
    Period: 300,
    Threshold: 1,
  })
  expect(alarm?.Properties.AlarmDescription).toContain('/aws/lambda/mintmark-dev-check-profiles')
})
