import type { DeployedResource } from '../template/deploy-stack.ts'
import type { StackTemplate } from '../template/template.ts'
import { TemplateError } from '../template/template-error.ts'
import type { Store } from './store.ts'

interface KeptResource {
  type: string
  identity: string
}

const advice = 'start with --reset to drop the state, or with another --state-dir'

/**
 * Remembers which resources with data were made in a state directory. A later start must make them again under the same
 * name: the state of another template would look like lost data. Code, roles and routes may change freely.
 */
export const keptResources = (store: Store) => {
  const kept = store.collection<KeptResource>('resources')
  return {
    /** Throws `TemplateError`, before anything is made, if a resource with data is no longer in the stacks. */
    check: (stacks: readonly StackTemplate[]): void => {
      const now = new Map(
        stacks.flatMap(({ name, template }) =>
          Object.entries(template.Resources).map(([logicalId, { Type: type }]) => [`${name}/${logicalId}`, type]),
        ),
      )
      for (const [key, { type, identity }] of kept.entries())
        if (now.get(key) !== type)
          throw new TemplateError(
            `this state was made from another template: it holds ${type} ${identity} (${key}), which the stacks do not have; ${advice}`,
          )
    },
    /** Remembers a resource with data; throws `TemplateError` if it was made under another name before. */
    remember: ({ stack, logicalId, type, ref, attributes, isDurable }: DeployedResource): void => {
      if (!isDurable) return
      const key = `${stack}/${logicalId}`
      const identity = attributes?.Arn ?? ref
      const before = kept.get(key)
      if (before !== undefined && before.identity !== identity)
        throw new TemplateError(
          `this state was made from another template: ${type} ${key} was ${before.identity} and would now be ${identity}; ${advice}`,
        )
      kept.put(key, { type, identity })
    },
  }
}
