import { type Synthesized, synthesized } from './synthesized.ts'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

test('the stream of the registry feeds the function, in order and without end, devices and orders only', () => {
  const [source] = app
    .resources('AWS::Lambda::EventSourceMapping')
    .filter(({ stack }) => stack === 'announcements')
    .map(({ Properties }) => Properties)
  expect(source).toMatchObject({
    EventSourceArn: '<RegistryStream>',
    StartingPosition: 'TRIM_HORIZON',
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"Keys":{"sk":{"S":["DEVICE","ORDER"]}}}}' }] },
  })
  expect(source).not.toHaveProperty('MaximumRetryAttempts')
  expect(app.templates.announcements?.Parameters).toEqual({
    RegistryStream: {
      Type: 'AWS::SSM::Parameter::Value<String>',
      Default: '/mintmark/dev/registry-stream',
      Description: expect.any(String),
    },
  })
})

test('changes that wait raise an alarm long before the stream forgets them', () => {
  const alarms = app.resources<{ MetricName: string }>('AWS::CloudWatch::Alarm')
  expect(alarms.filter(({ Properties }) => Properties.MetricName === 'IteratorAge')).toMatchObject([
    { Properties: { Namespace: 'AWS/Lambda', Threshold: 600_000, Statistic: 'Maximum' } },
  ])
})
