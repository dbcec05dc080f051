import type { StationApi } from '../cloud/factory-api.ts'
import { isRefused } from '../refused.ts'

/** How far the order is: units spent of its quantity. */
export interface OrderProgress {
  quantity: number
  spent: number
}

export interface OrderWatch {
  /** The same API; what it answers about the order is noticed on the way. */
  watch<Api extends StationApi>(api: Api): Api
  progress(): OrderProgress | undefined
}

/** Knows the order as the cloud last told it with an admission, and the units that this station has spent since then. */
export const watchOrder = (onChange: (progress: OrderProgress) => void): OrderWatch => {
  let known: OrderProgress | undefined
  /** Admitted here, and not in the registry before: their first mint spends a unit. */
  const fresh = new Set<string>()
  const learn = (progress: OrderProgress) => {
    const isNews = progress.quantity !== known?.quantity || progress.spent !== known.spent
    known = progress
    if (isNews) onChange(progress)
  }
  return {
    progress: () => known,
    watch: (api) => ({
      ...api,
      async admission(unit) {
        const answer = await api.admission(unit)
        if (isRefused(answer) || !answer.order) return answer
        if (answer.device === undefined) fresh.add(unit.imei)
        learn(answer.order)
        return answer
      },
      async mint(unit) {
        const answer = await api.mint(unit)
        if (!isRefused(answer) && known && fresh.delete(unit.imei))
          learn({ ...known, spent: Math.min(known.quantity, known.spent + 1) })
        return answer
      },
    }),
  }
}
