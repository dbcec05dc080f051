import type { Store } from '../state/store.ts'

/** Parameter values that stacks were given at an update. As in CloudFormation they stay until another update. */
export const stackParameters = (store: Store) => {
  const kept = store.collection<Record<string, string>>('stack-parameters')
  return {
    of: (stack: string): ReadonlyMap<string, string> => new Map(Object.entries(kept.get(stack) ?? {})),
    keep: (stack: string, values: ReadonlyMap<string, string>): void => kept.put(stack, Object.fromEntries(values)),
  }
}
