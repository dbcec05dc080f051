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
  const ownerOf = async ({ type, name }: PlannedName, id: string): Promise<TakenName['stack']> => {
    // A queue has a URL for each endpoint by which it is asked for.
    const isIt = (resource: StackResource) =>
      resource.type === type && (resource.id === id || resource.id.endsWith(`/${name}`))
    const own = ours.read ? ours.value.find(isIt) : undefined
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
    for (const planned of names) {
      const id = there.value.get(planned.name)
      if (id !== undefined) facts.taken.push({ ...planned, stack: await ownerOf(planned, id) })
    }
  }
  return facts
}
