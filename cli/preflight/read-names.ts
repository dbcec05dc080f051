import type { AccountFacts, Reading, TakenName } from '../../core/preflight/account-facts.ts'
import type { PlannedName } from '../../infra/planned-names.ts'
import { type Account, nameReaders } from './name-readers.ts'
import { readOwner, type StackResource } from './read-stacks.ts'
import { reading } from './reading.ts'

type Names = Pick<AccountFacts, 'taken' | 'unread'>

/** Which of the planned names are taken, and by which stack; `ours` is what the stacks of the stage hold. */
export const readNames = async (
  account: Account,
  planned: readonly PlannedName[],
  ours: Reading<readonly StackResource[]>,
): Promise<Names> => {
  const facts = { taken: [] as TakenName[], unread: [] as AccountFacts['unread'][number][] }
  const ownerOf = async (type: string, id: string): Promise<TakenName['stack']> => {
    const own = ours.read ? ours.value.find((resource) => resource.type === type && resource.id === id) : undefined
    return own === undefined ? readOwner(account, id) : { read: true, value: own.stack }
  }
  for (const [type, names] of Map.groupBy(planned, (it) => it.type)) {
    const reader = nameReaders[type]
    if (reader === undefined) throw new Error(`cli/preflight/name-readers.ts has no reader of ${type}`)
    const there = await reading(reader.action, () =>
      reader.read(
        names.map(({ name }) => name),
        account,
      ),
    )
    if (!there.read) {
      facts.unread.push({ type, action: there.action, why: there.why })
      continue
    }
    for (const { name, isKept } of names) {
      const id = there.value.get(name)
      if (id !== undefined) facts.taken.push({ type, name, isKept, stack: await ownerOf(type, id) })
    }
  }
  return facts
}
