import { type Synthesized, synthesized } from './synthesized.ts'

interface AlarmProperties {
  AlarmName: string
  AlarmDescription: string
  TreatMissingData: string
  AlarmActions: string[]
  InsufficientDataActions?: string[]
}

const topic = 'arn:aws:sns:eu-west-1:123456789012:mintmark-dev-alarms'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

const alarms = () => app.resources<AlarmProperties>('AWS::CloudWatch::Alarm')

const reasons: Record<string, RegExp> = {
  notBreaching: /No data is good: /,
  ignore: /No data changes nothing: |CloudWatch ignores missing data of DynamoDB/,
  missing: /No data is what it waits for: /,
}

test('every alarm says in its description what silence means to it', () => {
  for (const { Properties } of alarms()) {
    const { AlarmName, AlarmDescription, TreatMissingData } = Properties
    expect([AlarmName, AlarmDescription]).toEqual([AlarmName, expect.stringMatching(reasons[TreatMissingData] ?? /^$/)])
    expect(AlarmDescription.length).toBeLessThanOrEqual(1024)
  }
})

test('only alarms that wait for silence tell it, and each of them does', () => {
  for (const { Properties } of alarms())
    expect([Properties.AlarmName, Properties.InsufficientDataActions]).toEqual([
      Properties.AlarmName,
      Properties.TreatMissingData === 'missing' ? [topic] : undefined,
    ])
})

test('the dashboard shows every alarm there is', () => {
  const [dashboard, ...others] = app.resources<{ DashboardName: string; DashboardBody: string }>(
    'AWS::CloudWatch::Dashboard',
  )
  expect(others).toEqual([])
  expect(dashboard?.Properties.DashboardName).toBe('mintmark-dev')
  const body = JSON.parse(dashboard?.Properties.DashboardBody ?? '')
  const [shown] = body.widgets.filter(({ type }: { type: string }) => type === 'alarm')
  const arns = alarms().map(
    ({ Properties }) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${Properties.AlarmName}`,
  )
  expect(shown.properties.alarms.toSorted()).toEqual(arns.toSorted())
})

test('without IoT logging nobody counts refused connects, and no alarm waits for them', async () => {
  const off = await synthesized({ iotLogging: 'off' })
  const names = off.resources<AlarmProperties>('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName)
  expect(names).toContain('mintmark-dev-mint-failures')
  expect(names).not.toContain('mintmark-dev-authn-errors')
})
