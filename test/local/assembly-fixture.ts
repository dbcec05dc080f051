import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Template } from '../../local/template/template.ts'

/** Writes an assembly as `cdk synth` would: one stack with the assets `<name>.zip`, each an `index.mjs`. Answers its directory. */
export const writeAssembly = (template: Template, assets: Record<string, string>, stack = 'fixture'): string => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'))
  const write = (file: string, content: unknown) => {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
  write('manifest.json', {
    artifacts: {
      [`${stack}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${stack}.assets.json` } },
      [stack]: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: `${stack}.template.json` },
        dependencies: [`${stack}.assets`],
      },
    },
  })
  write(`${stack}.template.json`, template)
  const files = Object.keys(assets).map((name) => [
    name,
    { source: { path: `asset.${name}`, packaging: 'zip' }, destinations: { here: { objectKey: `${name}.zip` } } },
  ])
  write(`${stack}.assets.json`, { files: Object.fromEntries(files) })
  for (const [name, source] of Object.entries(assets)) write(`asset.${name}/index.mjs`, source)
  return directory
}

const arn = (service: string, resource: string) => ({
  'Fn::Join': ['', ['arn:aws:', service, ':', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':', resource]],
})
const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] })
const allow = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource })
const trust = (Service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
})
const lambdaRole = (statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
    ManagedPolicyArns: [
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
    ],
    Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
  },
})
const lambda = (name: string, role: string, variables: Record<string, unknown>) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: `fixture-${name}`,
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}' }, S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 10,
    Role: attribute(role, 'Arn'),
    Environment: { Variables: variables },
  },
})

export type FixtureTemplate = ReturnType<typeof fixtureTemplate>

/** One resource of the fixture, to be changed. */
export const resourceOf = ({ Resources: resources }: FixtureTemplate, logicalId: string) => {
  const resource = resources[logicalId]
  if (resource === undefined) throw new Error(`the fixture has no resource ${logicalId}`)
  return resource
}

/** Sets properties of one resource. */
export const set = (logicalId: string, properties: Record<string, unknown>) => (template: FixtureTemplate) =>
  void Object.assign(resourceOf(template, logicalId).Properties, properties)

/** An API whose one route stores a note and queues it; a second function marks what comes out of the queue. */
export const fixtureTemplate = () => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'fixture-notes',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'fixture-notes', VisibilityTimeout: 60 } },
    WriteRole: lambdaRole([
      allow('dynamodb:PutItem', attribute('Table', 'Arn')),
      allow('sqs:SendMessage', attribute('Queue', 'Arn')),
    ]),
    Write: lambda('write', 'WriteRole', { TABLE: { Ref: 'Table' }, QUEUE: { Ref: 'Queue' } }),
    MarkRole: lambdaRole([
      allow('dynamodb:UpdateItem', attribute('Table', 'Arn')),
      allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], attribute('Queue', 'Arn')),
    ]),
    Mark: lambda('mark', 'MarkRole', { TABLE: { Ref: 'Table' } }),
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: attribute('Queue', 'Arn'),
        FunctionName: { Ref: 'Mark' },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'fixture', ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: attribute('Write', 'Arn'),
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'POST /notes/{id}',
        AuthorizationType: 'AWS_IAM',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: attribute('Write', 'Arn'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: {
          'Fn::Join': ['', [arn('execute-api', ''), { Ref: 'Api' }, '/*/POST/notes/*']],
        },
      },
    },
  } as Record<string, { Type: string; Properties: Record<string, unknown> }>,
  Outputs: { Url: { Value: attribute('Api', 'ApiEndpoint') } },
})

/** Sources of the fixture's functions; they use the SDK that the runtime brings. */
export const fixtureAssets = {
  write: `
    import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
    const fromEnvironment = (name) => {
      const value = process.env[name]
      if (value === undefined) throw new Error('environment variable ' + name + ' is missing')
      return value
    }
    const TableName = fromEnvironment('TABLE')
    const QueueUrl = fromEnvironment('QUEUE')
    const dynamodb = new DynamoDBClient({ maxAttempts: 1 })
    const sqs = new SQSClient({ maxAttempts: 1 })
    export const handler = async ({ pathParameters: { id }, requestContext }) => {
      const by = requestContext.authorizer.iam.userArn
      await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: id }, by: { S: by } } }))
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: id }))
      return { statusCode: 201, body: JSON.stringify({ id }) }
    }`,
  mark: `
    import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
    const client = new DynamoDBClient({ maxAttempts: 1 })
    export const handler = async ({ Records }) => {
      for (const { body } of Records)
        await client.send(new UpdateItemCommand({
          TableName: process.env.TABLE,
          Key: { pk: { S: body } },
          UpdateExpression: 'SET marked = :yes',
          ExpressionAttributeValues: { ':yes': { BOOL: true } },
        }))
      return { batchItemFailures: [] }
    }`,
}
