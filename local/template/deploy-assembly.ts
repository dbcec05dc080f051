import type { Cloud } from '../cloud.ts'
import { keptResources } from '../state/kept-resources.ts'
import type { Store } from '../state/store.ts'
import { readAssembly } from './assembly.ts'
import { deployStack } from './deploy-stack.ts'
import { TemplateError } from './template-error.ts'

/** Outputs of each stack, by name. */
export type Outputs = Record<string, Record<string, unknown>>

/**
 * Deploys every stack of a synthesized assembly, each after those it depends on. Throws `TemplateError` naming stack,
 * resource and value for what it does not know, for kept state of another template, and for routes nobody may serve.
 */
export const deployAssembly = async (directory: string, cloud: Cloud, store: Store): Promise<Outputs> => {
  const stacks = readAssembly(directory, cloud.accountId, cloud.region)
  const kept = keptResources(store)
  kept.check(stacks)
  const outputs: Outputs = {}
  for (const stack of stacks) outputs[stack.name] = await deployStack(stack, cloud, kept.remember)
  // AWS would only answer 500 when somebody calls; here nothing starts that could not work.
  const missing = cloud.apis.missingPermissions()
  if (missing.length > 0) throw new TemplateError(missing.join('\n'))
  return outputs
}
