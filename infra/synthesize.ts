import { App, Validations } from 'aws-cdk-lib/core'
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  CURRENTLY_RECOMMENDED_FLAGS,
  PATH_METADATA_ENABLE_CONTEXT,
} from 'aws-cdk-lib/cx-api'
import { alarmNamesIn } from './alarm-names-in.ts'
import { bundleLambdas } from './bundle-lambdas.ts'
import { functions } from './functions.ts'
import { AlarmsStack } from './stacks/alarms-stack.ts'
import { AnnouncementsStack } from './stacks/announcements-stack.ts'
import { BaselineStack } from './stacks/baseline-stack.ts'
import { FactoryApiStack } from './stacks/factory-api-stack.ts'
import { FirstConnectStack } from './stacks/first-connect-stack.ts'
import { IdentityStack } from './stacks/identity-stack.ts'
import { OperationsStack } from './stacks/operations-stack.ts'
import { RegistryStack } from './stacks/registry-stack.ts'
import { StationsStack } from './stacks/stations-stack.ts'
import { UpkeepStack } from './stacks/upkeep-stack.ts'
import type { Stage } from './stage.ts'

export interface SynthesizeProps {
  /** Picks the stage, given the value of `-c stage=…` if there is one. */
  readonly pickStage: (wanted: unknown) => Stage
  /** Directory with one folder of code for each function. */
  readonly lambdas: string
  /** Where templates and assets go. */
  readonly outdir: string
  /**
   * Leaves out CloudFormation's schema checks and cdk-nag, for the local cloud and tests.
   * @default false
   */
  readonly fast?: boolean
}

/** Writes the templates and bundles of one stage and answers where; throws when a check finds an error. */
export const synthesize = async ({ pickStage, lambdas, outdir, fast = false }: SynthesizeProps): Promise<string> => {
  const app = new App({
    outdir,
    autoSynth: false,
    // Here and not in cdk.json, so that the templates are the same with and without the command line.
    postCliContext: {
      ...CURRENTLY_RECOMMENDED_FLAGS,
      [PATH_METADATA_ENABLE_CONTEXT]: false,
      [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: false,
    },
    analyticsReporting: false,
    stackTraces: !fast,
    treeMetadata: !fast,
    builtinCloudFormationValidation: !fast,
  })
  if (!fast) {
    const { AwsSolutionsChecks } = await import('cdk-nag')
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  }
  const stage = pickStage(app.node.tryGetContext('stage'))
  const bundles = await bundleLambdas(
    lambdas,
    functions.map(({ folder }) => folder),
  )
  try {
    const props = { stage, bundle: bundles.directoryOf }
    if (stage.iotLogging !== 'off') new BaselineStack(app, props)
    new IdentityStack(app, props)
    const registry = new RegistryStack(app, props)
    new AlarmsStack(app, props)
    const factoryApi = new FactoryApiStack(app, props)
    new FirstConnectStack(app, props)
    // The role of the stations carries the policy that lists their routes; IAM attaches only what is there.
    new StationsStack(app, props).addStackDependency(factoryApi)
    new UpkeepStack(app, props)
    new AnnouncementsStack(app, props).addStackDependency(registry)
    new OperationsStack(app, { ...props, alarmNames: alarmNamesIn(app) })
    return app.synth().directory
  } finally {
    bundles.remove()
  }
}
