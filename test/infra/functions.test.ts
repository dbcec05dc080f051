import { functions } from '../../infra/functions.ts'
import { type Synthesized, synthesized } from './synthesized.ts'

interface FunctionProperties {
  FunctionName: string
  Runtime: string
  Architectures: string[]
  Timeout: number
  Environment?: { Variables: Record<string, string> }
  LoggingConfig: { LogGroup: string }
}

interface AlarmProperties {
  AlarmName: string
  MetricName: string
  Namespace: string
  Dimensions: { Name: string; Value: string }[]
  AlarmActions: string[]
}

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

const lambdas = () => app.resources<FunctionProperties>('AWS::Lambda::Function')

test('there is one function for each folder, on Node 24 and ARM', () => {
  expect(
    lambdas()
      .map(({ Properties }) => Properties.FunctionName)
      .toSorted(),
  ).toEqual(functions.map(({ folder }) => `mintmark-dev-${folder}`).toSorted())
  for (const { Properties } of lambdas())
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' })
})

test('each keeps its log for the days the stage says', () => {
  const groups = app.resources<{ LogGroupName: string; RetentionInDays: number }>('AWS::Logs::LogGroup')
  for (const { Properties } of lambdas()) {
    const group = groups.find(({ id }) => Properties.LoggingConfig.LogGroup === `<${id}>`)
    expect(group?.Properties).toEqual({
      LogGroupName: `/aws/lambda/${Properties.FunctionName}`,
      RetentionInDays: 14,
    })
  }
  for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(14)
})

test.each(['Errors', 'Throttles'])('each has an alarm on its %s', (metric) => {
  const alarms = app
    .resources<AlarmProperties>('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => Properties.Namespace === 'AWS/Lambda' && Properties.MetricName === metric)
  const watched = alarms.flatMap(({ Properties }) => Properties.Dimensions.map(({ Value }) => Value))
  expect(watched.toSorted()).toEqual(
    lambdas()
      .map(({ id }) => `<${id}>`)
      .toSorted(),
  )
})

test("every alarm tells the stage's one topic", () => {
  const [topic, ...others] = app.resources<{ TopicName: string }>('AWS::SNS::Topic')
  expect(others).toEqual([])
  for (const { Properties } of app.resources<AlarmProperties>('AWS::CloudWatch::Alarm')) {
    expect(Properties.AlarmActions).toEqual([`arn:aws:sns:eu-west-1:123456789012:${topic?.Properties.TopicName}`])
  }
})

test('environments stay under 4 KB and name what the stage made', () => {
  const known: Record<string, string> = {
    MINTMARK_STAGE: 'dev',
    MINTMARK_FLEET: 'mintmark',
    MINTMARK_REGISTRY_TABLE: 'mintmark-dev-registry',
    MINTMARK_DEVICE_POLICY: 'mintmark-dev-device',
    MINTMARK_THING_TYPE: 'mintmark-dev-device',
    MINTMARK_EVENT_SOURCE: 'mintmark.dev',
    MINTMARK_STATIONS: 'mintmark-dev-stations',
    MINTMARK_STATION_DAYS: '365',
    MINTMARK_FIRST_CONNECT_DAYS: '14',
    MINTMARK_EVENTS_QUEUE: 'mintmark-dev-first-connect',
    MINTMARK_DEAD_EVENTS_QUEUE: 'mintmark-dev-first-connect-dead',
    MINTMARK_RULE_ERRORS_QUEUE: 'mintmark-dev-first-connect-rule-errors',
    MINTMARK_IOT_LOG_GROUP: 'mintmark-dev-iot',
    MINTMARK_DEVICE_POLICY_DOCUMENT: JSON.stringify(
      app.resources<{ PolicyDocument: object }>('AWS::IoT::Policy')[0]?.Properties.PolicyDocument,
    ),
  }
  for (const { Properties } of lambdas()) {
    const variables = Properties.Environment?.Variables ?? {}
    for (const [name, value] of Object.entries(variables)) expect([name, value]).toEqual([name, known[name]])
    expect(Buffer.byteLength(JSON.stringify(variables))).toBeLessThanOrEqual(4096)
  }
})

test('only the API may invoke, and only for the one route of the function; schedules invoke three', () => {
  const permissions = app.resources<{ Principal: string; SourceArn: string; FunctionName: string }>(
    'AWS::Lambda::Permission',
  )
  const schedules = app
    .resources('AWS::Events::Rule')
    .map(({ id }) => `events.amazonaws.com <${id}.Arn>`)
    .toSorted()
  expect(schedules).toHaveLength(3)
  expect(permissions.map(({ Properties }) => `${Properties.Principal} ${Properties.SourceArn}`).toSorted()).toEqual([
    ...functions
      .flatMap(({ route }) => (route === undefined ? [] : [route]))
      .map(({ method, path }) => `${method}${path.replace(/\{\w+\}/g, '*')}`)
      .map((path) => `apigateway.amazonaws.com arn:aws:execute-api:eu-west-1:123456789012:<Api>/*/${path}`)
      .toSorted(),
    ...schedules,
  ])
  const invoked = permissions.map(({ Properties }) => Properties.FunctionName)
  // The survey of the fleet runs by the clock and by its route.
  expect(new Set(invoked).size).toBe(permissions.length - 1)
})
