import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnTopic, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/** The one topic that every alarm of the stage tells; the alarms themselves live beside what they watch. */
export class AlarmsStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'alarms', props)
    const { stage, names } = this.context
    // Not encrypted with the AWS-managed key: CloudWatch may not use that one and would fall silent.
    const topic = new CfnTopic(this, 'Topic', {
      topicName: names.alarmTopic,
      displayName: `Mintmark ${stage.name}`,
      ...(stage.alarmEmail && { subscription: [{ protocol: 'email', endpoint: stage.alarmEmail }] }),
    })
    const statements = [
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.ref],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      new PolicyStatement({
        sid: 'OverTlsOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sns:Publish'],
        resources: [topic.ref],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]
    new CfnTopicPolicy(this, 'TopicPolicy', {
      topics: [topic.ref],
      policyDocument: new PolicyDocument({ statements }),
    })
  }
}
