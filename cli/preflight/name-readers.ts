import type { PlannedName } from '../../infra/planned-names.ts'
import { allPages, unlessMissing } from './reading.ts'

/** What every SDK client is made with. */
export interface ClientConfig {
  region: string
  /** Instead of AWS's, for tests; else what AWS_ENDPOINT_URL says. */
  endpoint?: string
  credentials?: { accessKeyId: string; secretAccessKey: string }
}

export interface Account {
  accountId: string
  config: ClientConfig
}

/** Those of the names that are taken, each with the ID by which CloudFormation knows it. */
export type Taken = Map<string, string>

interface NameReader {
  /** The IAM action that it needs. */
  action: string
  read(names: readonly string[], account: Account): Promise<Taken>
}

/** For services that tell of one name at a time: `ask` answers the ID, or throws `missing` where there is nothing. */
const oneByOne = async (
  names: readonly string[],
  missing: readonly string[],
  ask: (name: string) => Promise<string | undefined>,
): Promise<Taken> => {
  const taken: Taken = new Map()
  for (const name of names) {
    const id = await unlessMissing(missing, () => ask(name))
    if (id !== undefined) taken.set(name, id)
  }
  return taken
}

const among = (names: readonly string[], there: readonly (string | undefined)[]): Taken =>
  new Map(names.filter((name) => there.includes(name)).map((name) => [name, name]))

const iot = async (config: ClientConfig) => {
  const sdk = await import('@aws-sdk/client-iot')
  return { sdk, client: new sdk.IoTClient(config) }
}

const iam = async (config: ClientConfig) => {
  const sdk = await import('@aws-sdk/client-iam')
  return { sdk, client: new sdk.IAMClient(config) }
}

/** What stands before the names of one kind: one listing finds them all. */
const prefixOf = (name: string): string => /^.*?mintmark-[a-z0-9]+/.exec(name)?.[0] ?? name

/** How each kind of name is looked for, by its type in CloudFormation. One a type; who plans a name of another adds one. */
export const nameReaders: Readonly<Record<string, NameReader>> = {
  'AWS::DynamoDB::Table': {
    action: 'dynamodb:DescribeTable',
    read: async (names, { config }) => {
      const { DynamoDBClient, DescribeTableCommand } = await import('@aws-sdk/client-dynamodb')
      const client = new DynamoDBClient(config)
      return oneByOne(names, ['ResourceNotFoundException'], async (TableName) => {
        await client.send(new DescribeTableCommand({ TableName }))
        return TableName
      })
    },
  },
  'AWS::IoT::Policy': {
    action: 'iot:GetPolicy',
    read: async (names, { config }) => {
      const { sdk, client } = await iot(config)
      return oneByOne(names, ['ResourceNotFoundException'], async (policyName) => {
        await client.send(new sdk.GetPolicyCommand({ policyName }))
        return policyName
      })
    },
  },
  'AWS::IoT::ThingType': {
    action: 'iot:DescribeThingType',
    read: async (names, { config }) => {
      const { sdk, client } = await iot(config)
      return oneByOne(names, ['ResourceNotFoundException'], async (thingTypeName) => {
        await client.send(new sdk.DescribeThingTypeCommand({ thingTypeName }))
        return thingTypeName
      })
    },
  },
  'AWS::IoT::TopicRule': {
    // GetTopicRule answers "not authorised" for a rule that is not there (API reference, GetTopicRule).
    action: 'iot:ListTopicRules',
    read: async (names, { config }) => {
      const { sdk, client } = await iot(config)
      const rules = await allPages(async (nextToken) => {
        const page = await client.send(new sdk.ListTopicRulesCommand({ nextToken }))
        return [page.rules ?? [], page.nextToken]
      })
      return among(
        names,
        rules.map(({ ruleName }) => ruleName),
      )
    },
  },
  'AWS::SQS::Queue': {
    action: 'sqs:GetQueueUrl',
    read: async (names, { config }) => {
      const { SQSClient, GetQueueUrlCommand } = await import('@aws-sdk/client-sqs')
      const client = new SQSClient(config)
      return oneByOne(names, ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'], async (QueueName) => {
        const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }))
        return QueueUrl
      })
    },
  },
  'AWS::SNS::Topic': {
    action: 'sns:GetTopicAttributes',
    read: async (names, { config, accountId }) => {
      const { SNSClient, GetTopicAttributesCommand } = await import('@aws-sdk/client-sns')
      const client = new SNSClient(config)
      return oneByOne(names, ['NotFoundException'], async (name) => {
        const TopicArn = `arn:${partitionOf(config)}:sns:${config.region}:${accountId}:${name}`
        await client.send(new GetTopicAttributesCommand({ TopicArn }))
        return TopicArn
      })
    },
  },
  'AWS::KMS::Alias': {
    action: 'kms:DescribeKey',
    read: async (names, { config }) => {
      const { KMSClient, DescribeKeyCommand } = await import('@aws-sdk/client-kms')
      const client = new KMSClient(config)
      return oneByOne(names, ['NotFoundException'], async (KeyId) => {
        await client.send(new DescribeKeyCommand({ KeyId }))
        return KeyId
      })
    },
  },
  'AWS::Logs::LogGroup': {
    action: 'logs:DescribeLogGroups',
    read: async (names, { config }) => {
      const { CloudWatchLogsClient, DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs')
      const client = new CloudWatchLogsClient(config)
      const there: (string | undefined)[] = []
      for (const logGroupNamePrefix of new Set(names.map(prefixOf)))
        there.push(
          ...(await allPages(async (nextToken) => {
            const page = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken }))
            return [(page.logGroups ?? []).map(({ logGroupName }) => logGroupName), page.nextToken]
          })),
        )
      return among(names, there)
    },
  },
  'AWS::Lambda::Function': {
    action: 'lambda:ListFunctions',
    read: async (names, { config }) => {
      const { LambdaClient, ListFunctionsCommand } = await import('@aws-sdk/client-lambda')
      const client = new LambdaClient(config)
      const all = await allPages(async (Marker) => {
        const page = await client.send(new ListFunctionsCommand({ Marker }))
        return [page.Functions ?? [], page.NextMarker]
      })
      return among(
        names,
        all.map(({ FunctionName }) => FunctionName),
      )
    },
  },
  'AWS::IAM::Role': {
    action: 'iam:GetRole',
    read: async (names, { config }) => {
      const { sdk, client } = await iam(config)
      return oneByOne(names, ['NoSuchEntityException'], async (RoleName) => {
        await client.send(new sdk.GetRoleCommand({ RoleName }))
        return RoleName
      })
    },
  },
  'AWS::IAM::ManagedPolicy': {
    action: 'iam:GetPolicy',
    read: async (names, { config, accountId }) => {
      const { sdk, client } = await iam(config)
      return oneByOne(names, ['NoSuchEntityException'], async (name) => {
        const PolicyArn = `arn:${partitionOf(config)}:iam::${accountId}:policy/${name}`
        await client.send(new sdk.GetPolicyCommand({ PolicyArn }))
        return PolicyArn
      })
    },
  },
} satisfies Record<PlannedName['type'], NameReader>

const partitionOf = ({ region }: ClientConfig): string => {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}
