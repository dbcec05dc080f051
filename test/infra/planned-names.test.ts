import { plannedNames, plannedStacks } from '../../infra/planned-names.ts'
import { defineStage, type IotLogging } from '../../infra/stage.ts'
import { synthesized } from './synthesized.ts'

const nameKeys: Record<string, string> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IoT::Policy': 'PolicyName',
  'AWS::IoT::ThingType': 'ThingTypeName',
  'AWS::IoT::TopicRule': 'RuleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
}

test.each<IotLogging>(['create', 'adopt', 'off'])(
  'with logging %s, the names planned are those deployed',
  async (iotLogging) => {
    const stage = defineStage({ name: 'dev', iotLogging })
    const app = await synthesized({ iotLogging })
    const deployed = app.resources().flatMap(({ Type, Properties, DeletionPolicy = 'Delete' }) => {
      const name = Properties[nameKeys[Type] ?? '']
      return name === undefined ? [] : [{ type: Type, name, isKept: DeletionPolicy !== 'Delete' }]
    })
    const sorted = (names: object[]) => names.map((name) => JSON.stringify(name)).toSorted()
    expect(sorted(plannedNames(stage))).toEqual(sorted(deployed))
    expect(plannedStacks(stage).toSorted()).toEqual(
      Object.keys(app.templates)
        .map((part) => `mintmark-dev-${part}`)
        .toSorted(),
    )
  },
)
