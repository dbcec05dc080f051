import { type Synthesized, synthesized } from './synthesized.ts'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

test('no stack takes anything from another one, a parameter or a look-up', () => {
  expect(Object.keys(app.templates).toSorted()).toEqual([
    'alarms',
    'baseline',
    'factory-api',
    'first-connect',
    'identity',
    'registry',
    'stations',
  ])
  for (const [stack, template] of Object.entries(app.templates)) {
    expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|"Export"|ssm:/)
    // The certificate of the CA, which cannot be there before its key is (docs/decisions/station-authority.md).
    expect([stack, Object.keys(template.Parameters ?? {})]).toEqual([
      stack,
      stack === 'stations' ? ['CaCertificate'] : [],
    ])
  }
})

test('the templates hold only types the local cloud runs, and no custom resource', () => {
  expect([...new Set(app.resources().map(({ Type }) => Type))].toSorted()).toEqual([
    'AWS::ApiGatewayV2::Api',
    'AWS::ApiGatewayV2::Integration',
    'AWS::ApiGatewayV2::Route',
    'AWS::ApiGatewayV2::Stage',
    'AWS::CloudWatch::Alarm',
    'AWS::DynamoDB::Table',
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
    'AWS::RolesAnywhere::Profile',
    'AWS::RolesAnywhere::TrustAnchor',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
  ])
})
