import type { Action, Check, Condition, Operation, Write } from '../../local/dynamodb/model/operation.ts'

const not = (condition: Condition): Condition => ({ not: condition })
const and = (a: Condition, b: Condition): Condition => ({ and: [a, b] })

const condition = (given: Condition): Condition => {
  if ('and' in given) return and(condition(given.and[0]), condition(given.and[1]))
  if ('or' in given) return { or: [condition(given.or[0]), condition(given.or[1])] }
  if ('not' in given) return not(condition(given.not))
  if ('beginsWith' in given) return { ...given, name: 's' }
  if ('size' in given)
    return and(given, and(not({ type: 'N', name: given.name }), not({ type: 'BOOL', name: given.name })))
  return given
}

const guarded = (write: Write | Check): Write | Check => {
  const own = write.condition === undefined ? undefined : condition(write.condition)
  const actions: Action[] = write.kind === 'update' ? write.actions : []
  const guards = actions.flatMap((action): Condition[] => {
    const { name } = action
    if ('plus' in action) return [{ or: [{ lacks: name }, { type: 'N', name }] }]
    return 'append' in action ? [{ or: [{ lacks: name }, { type: 'L', name }] }] : []
  })
  const all = [...(own === undefined ? [] : [own]), ...guards]
  const [first, ...rest] = all
  return first === undefined ? write : ({ ...write, condition: rest.reduce(and, first) } as Write | Check)
}

/** The operation without what MiniStack is known to answer differently; `gaps` says what that is, and a test watches each. */
export const avoidGaps = (operation: Operation): Operation => {
  if (operation.does === 'write') return { ...operation, write: guarded(operation.write) as Write }
  if (operation.does === 'transact') return { ...operation, parts: operation.parts.map(guarded) }
  if ('filter' in operation && operation.filter !== undefined)
    return { ...operation, filter: condition(operation.filter) }
  return operation
}
