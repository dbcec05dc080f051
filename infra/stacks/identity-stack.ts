import { CfnPolicy, CfnThingType } from 'aws-cdk-lib/aws-iot'
import { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { devicePolicyDocument } from '../device-policy-document.ts'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/**
 * What every device of the stage shares: its IoT policy and its thing type. Both outlive the stack, because devices in
 * the field hang on them; only a failed first deployment takes them back, so that it can be repeated.
 */
export class IdentityStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'identity', props)
    const { stage, names, arns } = this.context
    const policy = new CfnPolicy(this, 'DevicePolicy', {
      policyName: names.devicePolicy,
      policyDocument: devicePolicyDocument(stage, arns),
    })
    const thingType = new CfnThingType(this, 'DeviceThingType', {
      thingTypeName: names.thingType,
      thingTypeProperties: { thingTypeDescription: 'An nRF91 device keyed by Mintmark' },
    })
    for (const kept of [policy, thingType]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
  }
}
