import { CfnRule } from 'aws-cdk-lib/aws-events'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { LambdaFunction } from '../constructs/lambda-function.ts'
import { scheduledSweep } from '../functions/scheduled-sweep.ts'
import { MintmarkStack, type MintmarkStackProps } from '../mintmark-stack.ts'

/** What is done every hour without being asked for. */
export class UpkeepStack extends MintmarkStack {
  constructor(scope: Construct, props: MintmarkStackProps) {
    super(scope, 'upkeep', props)
    const { names } = this.context
    const { function: handler } = new LambdaFunction(this, 'ScheduledSweep', {
      context: this.context,
      spec: scheduledSweep,
    })
    const rule = new CfnRule(this, 'EveryHour', {
      name: names.sweepSchedule,
      description: 'Sweeps up what crashes left behind',
      scheduleExpression: 'rate(1 hour)',
      state: 'ENABLED',
      targets: [{ id: 'sweep', arn: handler.functionArn }],
    })
    new CfnPermission(this, 'MaySweep', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    })
  }
}
