import { type Synthesized, synthesized } from './synthesized.ts'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

/** What cannot be built from a name: docs/decisions/station-authority.md and changes-are-announced-from-the-stream.md. */
const parameters: Record<string, string[]> = { stations: ['CaCertificate'], announcements: ['RegistryStream'] }

test('no stack takes anything from another one, a parameter or a look-up, but for what AWS makes up', () => {
  expect(Object.keys(app.templates).toSorted()).toEqual([
    'alarms',
    'announcements',
    'baseline',
    'factory-api',
    'first-connect',
    'identity',
    'operations',
    'registry',
    'stations',
    'upkeep',
  ])
  for (const [stack, template] of Object.entries(app.templates)) {
    expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|"Export"|ssm:/)
    expect([stack, Object.keys(template.Parameters ?? {})]).toEqual([stack, parameters[stack] ?? []])
  }
})

test('the templates hold only types the local cloud runs, and no custom resource', () => {
  expect([...new Set(app.resources().map(({ Type }) => Type))].toSorted()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::CloudWatch::Alarm',
    'AWS::CloudWatch::Dashboard',
    'AWS::DynamoDB::Table',
    'AWS::Events::Rule',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::Role',
    'AWS::IoT::Logging',
    'AWS::IoT::Policy',
    'AWS::IoT::ThingType',
    'AWS::IoT::TopicRule',
    'AWS::KMS::Alias',
    'AWS::KMS::Key',
    'AWS::Lambda::EventSourceMapping',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Logs::LogGroup',
    'AWS::Logs::MetricFilter',
    'AWS::RolesAnywhere::Profile',
    'AWS::RolesAnywhere::TrustAnchor',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
    'AWS::SSM::Parameter',
  ])
})
