import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnLogging } from 'aws-cdk-lib/aws-iot'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { acknowledgeWildcards } from '../constructs/acknowledge-wildcards.ts'
import { LineCounter } from '../constructs/line-counter.ts'
import { MintmarkStack, type MintmarkStackProps, type StackContext } from '../mintmark-stack.ts'

const kept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
/** Without this event AWS writes nothing about a device whose certificate or SNI it refuses; it is off by default. */
const refusedConnections = 'Connection.AuthNError'
/** Where every other event goes: developer guide, "Configure AWS IoT logging": the account level takes no other group. */
const defaultLogGroup = 'AWSIotLogsV2'
const streamReason = 'IoT makes up the names of the log streams.'

/**
 * IoT logging, which an account has once per Region. It stays when the stack goes: deleting it would silence the whole
 * account, and with it every other product on AWS IoT there.
 */
export class BaselineStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'baseline', props)
    const { context } = this
    const { stage, names } = context
    const logs = new LogGroup(this, 'IotLogs', {
      logGroupName: names.iotLogGroup,
      retention: stage.logRetentionDays,
      removalPolicy: kept,
    })
    // Whoever scans the Internet shows no certificate, and is NOT_AUTHENTICATED.
    new LineCounter(this, 'CountAuthNErrors', {
      logGroupName: logs.logGroupName,
      pattern: `{ $.eventType = "${refusedConnections}" && $.reason != "NOT_AUTHENTICATED" }`,
      namespace: names.filterMetrics,
      metric: 'AuthNErrors',
    })
    if (stage.iotLogging === 'create') this.#create(context)
    else this.#adopt(context)
  }

  #create({ names, arns }: StackContext) {
    const streams = [arns.logStreams(names.iotLogGroup), arns.logStreams(defaultLogGroup)]
    const mayMakeDefaultGroup = new PolicyStatement({
      actions: ['logs:CreateLogGroup'],
      resources: [arns.logStreams(defaultLogGroup)],
    })
    const role = new Role(this, 'IotLogRole', {
      assumedBy: new ServicePrincipal('iot.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      inlinePolicies: { write: new PolicyDocument({ statements: [this.#mayWrite(streams), mayMakeDefaultGroup] }) },
    })
    role.applyRemovalPolicy(kept)
    acknowledgeWildcards(role, streams, streamReason)
    const logging = new CfnLogging(this, 'IotLogging', {
      accountId: this.account,
      defaultLogLevel: 'ERROR',
      roleArn: role.roleArn,
      eventConfigurations: [{ eventType: refusedConnections, logLevel: 'ERROR', logDestination: names.iotLogGroup }],
    })
    logging.applyRemovalPolicy(kept)
  }

  /** CloudFormation cannot add an event to logging it does not own, so a person runs the one command of the output. */
  #adopt({ names, arns }: StackContext) {
    const streams = [arns.logStreams(names.iotLogGroup)]
    const policy = new ManagedPolicy(this, 'IotLogWriter', {
      managedPolicyName: `${names.iotLogGroup}-log-writer`,
      description: 'Attach to the role that IoT logging of this account already uses',
      statements: [this.#mayWrite(streams)],
    })
    acknowledgeWildcards(policy, streams, streamReason)
    const event = { eventType: refusedConnections, logLevel: 'ERROR', logDestination: names.iotLogGroup }
    new CfnOutput(this, 'RunOnce', {
      description: `After attaching ${names.iotLogGroup}-log-writer to the existing logging role`,
      value: `aws iot set-v2-logging-options --event-configurations '${JSON.stringify([event])}'`,
    })
  }

  #mayWrite(streams: string[]) {
    return new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: streams })
  }
}
