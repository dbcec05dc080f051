import { CfnRule } from 'aws-cdk-lib/aws-events'
import { CfnPermission, type IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

export interface ScheduleProps {
  readonly name: string
  readonly description: string
  /** `rate(1 day)` */
  readonly every: string
  readonly handler: IFunction
}

/** A rule that invokes one function by the clock, and the permission for it. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { name, description, every, handler }: ScheduleProps) {
    super(scope, id)
    const rule = new CfnRule(this, 'Rule', {
      name,
      description,
      scheduleExpression: every,
      state: 'ENABLED',
      targets: [{ id: 'handler', arn: handler.functionArn }],
    })
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    })
  }
}
