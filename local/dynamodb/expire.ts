import { commit } from './commit.ts'
import type { Engine } from './engine.ts'
import type { Item } from './items/value.ts'
import { itemPrefix } from './storage.ts'

const FIVE_YEARS = 5 * 365 * 86_400

/**
 * Deletes what time to live has let expire by `now` (milliseconds since 1970), and says how many items; AWS does this
 * within days, here it happens when asked. An attribute that is no number, or older than five years, does not expire.
 * Source: Developer Guide, "Using time to live".
 */
export const expireItems = (engine: Engine, now: number): Promise<number> =>
  engine.serialise(async () => {
    let count = 0
    for (const name of engine.tables.names()) {
      const { timeToLive, description: table } = engine.tables.get(name)
      if (timeToLive === undefined) continue
      const expired: [string, Item][] = []
      for await (const [key, item] of engine.storage.entries<Item>(itemPrefix(name)))
        if (hasExpired(item[timeToLive.AttributeName]?.N, now / 1000)) expired.push([key, item])
      const changes = expired.map(([key, before]) => ({ table, key, before, after: undefined }))
      await commit(engine, changes, { isExpiry: true })
      count += expired.length
    }
    return count
  })

const hasExpired = (at: string | undefined, now: number): boolean =>
  at !== undefined && Number(at) < now && Number(at) > now - FIVE_YEARS
