import { Architecture, Function as CdkFunction, Code, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { FunctionSpec } from '../function-spec.ts'
import type { Grant } from '../grants/grant.ts'
import type { StackContext } from '../mintmark-stack.ts'
import { FunctionRole } from './function-role.ts'
import { TopicAlarm } from './topic-alarm.ts'

export interface LambdaFunctionProps {
  readonly context: StackContext
  readonly spec: FunctionSpec
  /**
   * Grants that the invoking construct needs the function to have.
   * @default - none
   */
  readonly extraGrants?: readonly Grant[]
}

const longestApiAnswer = 29

/** One function with its role, its log group and its alarms. */
export class LambdaFunction extends Construct {
  readonly function: CdkFunction
  /** Resolves to the log group itself, so that what reads it is made after it. */
  readonly logGroupName: string

  constructor(scope: Construct, id: string, { context, spec, extraGrants = [] }: LambdaFunctionProps) {
    super(scope, id)
    const { stage, names, arns, environment, bundle } = context
    if (spec.route !== undefined && spec.timeout > longestApiAnswer)
      throw new Error(
        `${spec.folder}: a function behind the HTTP API takes up to ${longestApiAnswer} s, not ${spec.timeout}`,
      )
    const functionName = names.function(spec.folder)
    const logGroupName = names.functionLogGroup(spec.folder)
    const { role } = new FunctionRole(this, 'Access', {
      functionName,
      logStreams: arns.logStreams(logGroupName),
      grants: [...spec.grants(arns, names), ...extraGrants],
    })
    // Gone with the stack: they end by retention anyway, and a left-over group would refuse the next deployment.
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.logGroupName = logGroup.logGroupName
    this.function = new CdkFunction(this, 'Function', {
      functionName,
      description: spec.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(bundle(spec.folder)),
      memorySize: spec.memory,
      timeout: Duration.seconds(spec.timeout),
      role,
      logGroup,
      environment: Object.fromEntries(spec.environment.map((name) => [name, environment[name]])),
    })
    const period = Duration.minutes(5)
    // A refusal is an answer and no error, so one error is worth a look.
    new TopicAlarm(this, 'Errors', {
      name: names.alarm(`${spec.folder}-errors`),
      description: `${functionName} failed; its log group ${logGroupName} has the reason.`,
      metric: this.function.metricErrors({ period }),
      threshold: 1,
      topicArn: arns.alarmTopic,
    })
    new TopicAlarm(this, 'Throttles', {
      name: names.alarm(`${spec.folder}-throttles`),
      description: `${functionName} was throttled; look at the account's Lambda concurrency.`,
      metric: this.function.metricThrottles({ period }),
      threshold: 1,
      topicArn: arns.alarmTopic,
    })
  }
}
