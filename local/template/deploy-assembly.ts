import type { Cloud } from '../cloud.ts'
import { resourceHandlers } from '../resources/resource-handlers.ts'
import { keptResources } from '../state/kept-resources.ts'
import type { Store } from '../state/store.ts'
import { readAssembly } from './assembly.ts'
import { deployStack } from './deploy-stack.ts'
import { stackParameters } from './stack-parameters.ts'
import type { StackTemplate } from './template.ts'
import { TemplateError } from './template-error.ts'

/** Outputs of each stack, by name. */
export type Outputs = Record<string, Record<string, unknown>>

export interface Deployment {
  outputs: Outputs
  /**
   * Deploys a stack again with other values of its parameters, which it keeps from then on. Throws `TemplateError` for a
   * parameter it does not have, and for resources that cannot be made twice while the cloud runs.
   */
  update(stack: string, parameters: Readonly<Record<string, string>>): Promise<void>
}

const checkUpdate = ({ name, template }: StackTemplate, parameters: Readonly<Record<string, string>>): void => {
  const unknown = Object.keys(parameters).find((parameter) => template.Parameters?.[parameter] === undefined)
  if (unknown !== undefined) throw new TemplateError(`stack ${name} has no parameter ${unknown}`)
  for (const [logicalId, { Type: type }] of Object.entries(template.Resources)) {
    const { isDurable, isUpdatable } = resourceHandlers[type] ?? {}
    if (isDurable !== true && isUpdatable !== true && type !== 'AWS::CDK::Metadata')
      throw new TemplateError(
        `stack ${name}, resource ${logicalId}: the local cloud cannot update ${type} while it runs`,
      )
  }
}

/**
 * Deploys every stack of a synthesized assembly, each after those it depends on. Throws `TemplateError` naming stack,
 * resource and value for what it does not know, for kept state of another template, and for routes nobody may serve.
 */
export const deployAssembly = async (directory: string, cloud: Cloud, store: Store): Promise<Deployment> => {
  const stacks = readAssembly(directory, cloud.accountId, cloud.region)
  const kept = keptResources(store)
  kept.check(stacks)
  const parameters = stackParameters(store)
  const outputs: Outputs = {}
  for (const stack of stacks)
    outputs[stack.name] = await deployStack(stack, cloud, kept.remember, parameters.of(stack.name))
  // AWS would only answer 500 when somebody calls; here nothing starts that could not work.
  const missing = cloud.apis.missingPermissions()
  if (missing.length > 0) throw new TemplateError(missing.join('\n'))
  return {
    outputs,
    update: async (name, given) => {
      const stack = stacks.find((candidate) => candidate.name === name)
      if (stack === undefined)
        throw new TemplateError(`there is no stack ${name}; known: ${stacks.map((known) => known.name).join(', ')}`)
      checkUpdate(stack, given)
      const values = new Map([...parameters.of(name), ...Object.entries(given)])
      outputs[name] = await deployStack(stack, cloud, kept.remember, values)
      // Only values that could be deployed are kept, or no later start would come up.
      parameters.keep(name, values)
    },
  }
}
