import { Stack as CdkStack, DefaultStackSynthesizer } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { type Arns, arnsOf } from './arns.ts'
import { devicePolicyDocument } from './device-policy-document.ts'
import type { EnvironmentName } from './function-spec.ts'
import { type Names, namesOf } from './names.ts'
import type { Stage } from './stage.ts'

export interface MintmarkStackProps {
  readonly stage: Stage
  /** Directory of the bundle made of `lambdas/<folder>`. */
  readonly bundle: (folder: string) => string
}

/** What the constructs of one stack share. */
export interface StackContext extends MintmarkStackProps {
  readonly names: Names
  readonly arns: Arns
  /** The value of every name that a function may ask for. */
  readonly environment: Readonly<Record<EnvironmentName, string>>
}

/** A stack of one stage, deployable by itself: it takes no other stack's exports, only names made from the stage. */
export class MintmarkStack extends CdkStack {
  protected readonly context: StackContext

  constructor(scope: Construct, part: string, props: MintmarkStackProps) {
    const { stage } = props
    const names = namesOf(stage)
    super(scope, names.stack(part), {
      ...(stage.env && { env: stage.env }),
      // The command line checks the bootstrap version by itself, so templates need neither parameter nor rule for it.
      synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
    })
    const arns = arnsOf(this, stage, names)
    this.context = {
      ...props,
      names,
      arns,
      environment: {
        MINTMARK_STAGE: stage.name,
        MINTMARK_FLEET: stage.fleet,
        MINTMARK_REGISTRY_TABLE: names.registryTable,
        MINTMARK_DEVICE_POLICY: names.devicePolicy,
        MINTMARK_DEVICE_POLICY_DOCUMENT: JSON.stringify(devicePolicyDocument(stage, arns)),
        MINTMARK_THING_TYPE: names.thingType,
        MINTMARK_IOT_LOG_GROUP: names.iotLogGroup,
        MINTMARK_EVENT_SOURCE: names.eventSource,
        MINTMARK_EVENTS_QUEUE: names.firstConnectQueue,
        MINTMARK_DEAD_EVENTS_QUEUE: names.firstConnectDeadQueue,
        MINTMARK_RULE_ERRORS_QUEUE: names.ruleErrorQueue,
        MINTMARK_STATIONS: names.stations,
        MINTMARK_STATION_DAYS: String(stage.stationCertificateDays),
        MINTMARK_FIRST_CONNECT_DAYS: String(stage.firstConnectDays),
      },
    }
  }
}
