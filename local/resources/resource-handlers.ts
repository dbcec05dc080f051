import { apiGatewayV2Api } from './api-gateway-v2-api.ts'
import { apiGatewayV2Integration } from './api-gateway-v2-integration.ts'
import { apiGatewayV2Route } from './api-gateway-v2-route.ts'
import { apiGatewayV2Stage } from './api-gateway-v2-stage.ts'
import { cdkMetadata } from './cdk-metadata.ts'
import { cloudwatchAlarm } from './cloudwatch-alarm.ts'
import { cloudwatchDashboard } from './cloudwatch-dashboard.ts'
import { dynamodbTable } from './dynamodb-table.ts'
import { eventsRule } from './events-rule.ts'
import { iamManagedPolicy } from './iam-managed-policy.ts'
import { iamPolicy } from './iam-policy.ts'
import { iamRole } from './iam-role.ts'
import { iotLogging } from './iot-logging.ts'
import { iotPolicy } from './iot-policy.ts'
import { iotThingType } from './iot-thing-type.ts'
import { iotTopicRule } from './iot-topic-rule.ts'
import { kmsAlias } from './kms-alias.ts'
import { kmsKey } from './kms-key.ts'
import { lambdaEventSourceMapping } from './lambda-event-source-mapping.ts'
import { lambdaFunction } from './lambda-function.ts'
import { lambdaPermission } from './lambda-permission.ts'
import { logsLogGroup } from './logs-log-group.ts'
import { logsMetricFilter } from './logs-metric-filter.ts'
import type { ResourceHandler } from './resource-handler.ts'
import { rolesAnywhereProfile } from './roles-anywhere-profile.ts'
import { rolesAnywhereTrustAnchor } from './roles-anywhere-trust-anchor.ts'
import { snsSubscription } from './sns-subscription.ts'
import { snsTopic } from './sns-topic.ts'
import { snsTopicPolicy } from './sns-topic-policy.ts'
import { sqsQueue } from './sqs-queue.ts'
import { sqsQueuePolicy } from './sqs-queue-policy.ts'
import { ssmParameter } from './ssm-parameter.ts'

/** Every resource type that the local cloud knows. Who adds a resource to a stack adds its handler here. */
export const resourceHandlers: Readonly<Record<string, ResourceHandler>> = {
  'AWS::ApiGatewayV2::Api': apiGatewayV2Api,
  'AWS::ApiGatewayV2::Integration': apiGatewayV2Integration,
  'AWS::ApiGatewayV2::Route': apiGatewayV2Route,
  'AWS::ApiGatewayV2::Stage': apiGatewayV2Stage,
  'AWS::CDK::Metadata': cdkMetadata,
  'AWS::CloudWatch::Alarm': cloudwatchAlarm,
  'AWS::CloudWatch::Dashboard': cloudwatchDashboard,
  'AWS::DynamoDB::Table': dynamodbTable,
  'AWS::Events::Rule': eventsRule,
  'AWS::IAM::ManagedPolicy': iamManagedPolicy,
  'AWS::IAM::Policy': iamPolicy,
  'AWS::IAM::Role': iamRole,
  'AWS::IoT::Logging': iotLogging,
  'AWS::IoT::Policy': iotPolicy,
  'AWS::IoT::ThingType': iotThingType,
  'AWS::IoT::TopicRule': iotTopicRule,
  'AWS::KMS::Alias': kmsAlias,
  'AWS::KMS::Key': kmsKey,
  'AWS::Lambda::EventSourceMapping': lambdaEventSourceMapping,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Logs::LogGroup': logsLogGroup,
  'AWS::Logs::MetricFilter': logsMetricFilter,
  'AWS::RolesAnywhere::Profile': rolesAnywhereProfile,
  'AWS::RolesAnywhere::TrustAnchor': rolesAnywhereTrustAnchor,
  'AWS::SNS::Subscription': snsSubscription,
  'AWS::SNS::Topic': snsTopic,
  'AWS::SNS::TopicPolicy': snsTopicPolicy,
  'AWS::SQS::Queue': sqsQueue,
  'AWS::SQS::QueuePolicy': sqsQueuePolicy,
  'AWS::SSM::Parameter': ssmParameter,
}
