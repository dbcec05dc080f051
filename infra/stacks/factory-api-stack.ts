import { CfnApi, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { accessLogFormat } from '../access-log-format.ts'
import { ApiRoute } from '../constructs/api-route.ts'
import { CallerPolicy } from '../constructs/caller-policy.ts'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import { functions } from '../functions.ts'
import { MintmarkStack, type MintmarkStackProps, type StackContext } from '../mintmark-stack.ts'
import type { Audience } from '../names.ts'

const callers: Readonly<Record<Audience, string>> = {
  ops: 'May call the routes of the factory API that open, read and change orders and devices',
  station: 'May call the routes of the factory API that a bench needs, and no other',
}

const constructId = (folder: string) => folder.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** The HTTP API of the factory: one IAM-authorised route and one function for each thing it does. */
export class FactoryApiStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'factory-api', props)
    const { context } = this
    const { names } = context
    const api = new CfnApi(this, 'Api', {
      name: names.factoryApi,
      protocolType: 'HTTP',
      description: 'Mintmark factory API',
    })
    this.#addStage(api.ref, context)
    const routed = functions.flatMap((spec) => (spec.route === undefined ? [] : [{ spec, route: spec.route }]))
    for (const { spec, route } of routed) {
      const handler = new LambdaFunction(this, constructId(spec.folder), { context, spec })
      new ApiRoute(handler, 'Door', { apiId: api.ref, route, handler: handler.function })
    }
    for (const audience of ['ops', 'station'] as const)
      new CallerPolicy(this, constructId(`${audience}-caller`), {
        name: names.callerPolicy(audience),
        description: callers[audience],
        apiId: api.ref,
        routes: routed.map(({ route }) => route).filter((route) => route.audience.includes(audience)),
      })
    this.#alarmOnFailures(api.ref, context)
    new CfnOutput(this, 'ApiUrl', { value: api.attrApiEndpoint, description: 'MINTMARK_API_URL of the command line' })
  }

  #addStage(apiId: string, { stage, names }: StackContext) {
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: names.apiAccessLogGroup,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new CfnStage(this, 'Stage', {
      apiId,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: {
        throttlingRateLimit: stage.throttle.ratePerSecond,
        throttlingBurstLimit: stage.throttle.burst,
      },
      accessLogSettings: { destinationArn: logGroup.logGroupArn, format: accessLogFormat },
    })
  }

  #alarmOnFailures(apiId: string, { names, arns }: StackContext) {
    new TopicAlarm(this, 'ServerErrors', {
      name: names.alarm('factory-api-5xx'),
      description: `${names.factoryApi} answered with a server error; ${names.apiAccessLogGroup} names the route.`,
      metric: new Metric({
        namespace: 'AWS/ApiGateway',
        metricName: '5xx',
        dimensionsMap: { ApiId: apiId },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      threshold: 1,
      topicArn: arns.alarmTopic,
    })
  }
}
