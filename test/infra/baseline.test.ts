import { synthesized } from './synthesized.ts'

const baselineOf = async (iotLogging: 'create' | 'adopt' | 'off') => {
  const app = await synthesized({ iotLogging })
  return {
    resources: app.resources().filter(({ stack }) => stack === 'baseline'),
    outputs: app.templates.baseline?.Outputs as Record<string, { Value: string }> | undefined,
  }
}

test('create: errors only, and refused connections to a group of our own', async () => {
  const { resources } = await baselineOf('create')
  const [role] = resources.filter(({ Type }) => Type === 'AWS::IAM::Role')
  expect(resources.find(({ Type }) => Type === 'AWS::IoT::Logging')?.Properties).toEqual({
    AccountId: '123456789012',
    DefaultLogLevel: 'ERROR',
    RoleArn: `<${role?.id}.Arn>`,
    EventConfigurations: [
      { EventType: 'Connection.AuthNError', LogLevel: 'ERROR', LogDestination: 'mintmark-dev-iot' },
    ],
  })
})

test('adopt: the existing logging is left alone; the output holds the command that adds the event', async () => {
  const { resources, outputs } = await baselineOf('adopt')
  expect(resources.map(({ Type }) => Type)).toEqual([
    'AWS::Logs::LogGroup',
    'AWS::Logs::MetricFilter',
    'AWS::IAM::ManagedPolicy',
  ])
  expect(outputs?.RunOnce?.Value).toBe(
    "aws iot set-v2-logging-options --event-configurations '" +
      '[{"eventType":"Connection.AuthNError","logLevel":"ERROR","logDestination":"mintmark-dev-iot"}]\'',
  )
})

test('off: there is no such stack', async () => {
  expect(await baselineOf('off')).toEqual({ resources: [], outputs: undefined })
})

test('the destination is a name that AWS takes', async () => {
  const { resources } = await baselineOf('create')
  const groups = resources.filter(({ Type }) => Type === 'AWS::Logs::LogGroup')
  expect(groups.map(({ Properties }) => Properties.LogGroupName)).toEqual(['mintmark-dev-iot'])
  // CloudFormation, AWS::IoT::Logging EventConfiguration: pattern of LogDestination.
  for (const { Properties } of groups) expect(Properties.LogGroupName).toMatch(/^(?!aws\/)[a-zA-Z0-9_\-/.#]+$/)
})
