import { CfnApi, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { accessLogFormat } from '../access-log-format.ts'
import { ApiRoute } from '../constructs/api-route.ts'
import { CallerPolicy } from '../constructs/caller-policy.ts'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { LineCounter } from '../constructs/line-counter.ts'
import { Schedule } from '../constructs/schedule.ts'
import { TopicAlarm } from '../constructs/topic-alarm.ts'
import type { FunctionSpec } from '../function-spec.ts'
import { admission } from '../functions/admission.ts'
import { confirmCredential } from '../functions/confirm-credential.ts'
import { mintCredential } from '../functions/mint-credential.ts'
import { surveyFleet } from '../functions/survey-fleet.ts'
import { functions } from '../functions.ts'
import { MintmarkStack, type MintmarkStackProps, type StackContext } from '../mintmark-stack.ts'
import type { Audience } from '../names.ts'

const callers: Readonly<Record<Audience, string>> = {
  ops: 'May call the routes of the factory API that open, read and change orders and devices',
  station: 'May call the routes of the factory API that a bench needs, and no other',
}

/** What a bench calls for every unit. */
const ofStations: readonly FunctionSpec[] = [admission, mintCredential, confirmCredential]

/** Lines of the access log, by the end of the route and the status. */
const answered = (routeEnd: string, status: string) => `{ $.routeKey = "*${routeEnd}" && $.status = "${status}" }`

/** A call that AWS throttled to the end of its retries. */
const throttled = ['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded']

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
      if (spec === surveyFleet) this.#surveyDaily(handler)
      if (ofStations.includes(spec)) this.#countRefusals(handler, spec, context)
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
    const counted: [metric: string, pattern: string][] = [
      ['Minted', answered('/credentials', '201')],
      // With what no function sees: time-outs, crashes, a full Lambda.
      ['MintFailures', answered('/credentials', '5*')],
      ['Confirmed', answered('/confirmation', '200')],
      // Refused by IAM: nothing was asked, so there is no status of a function.
      ['StationRefused', '{ $.status = "403" && $.integrationStatus = "-" }'],
    ]
    for (const [metric, pattern] of counted)
      new LineCounter(this, `Count${metric}`, {
        logGroupName: logGroup.logGroupName,
        namespace: names.filterMetrics,
        metric,
        pattern,
      })
  }

  #countRefusals(handler: LambdaFunction, spec: FunctionSpec, { names }: StackContext) {
    const shared = { logGroupName: handler.logGroupName, namespace: names.filterMetrics }
    new LineCounter(handler, 'CountRefused', {
      ...shared,
      metric: 'StationRefused',
      pattern: '{ $.refusal = "station-*" }',
    })
    if (spec === admission) return
    const pattern = `{ ${throttled.map((name) => `$.errorName = "${name}"`).join(' || ')} }`
    new LineCounter(handler, 'CountThrottled', { ...shared, metric: 'ThrottledCalls', pattern })
  }

  #surveyDaily(handler: LambdaFunction) {
    new Schedule(handler, 'EveryDay', {
      name: this.context.names.fleetSurveySchedule,
      description: 'Looks why confirmed devices have not connected yet',
      every: 'rate(1 day)',
      handler: handler.function,
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
