/** How the first connects of an order lag behind: `late` devices of it should have been seen and were not. */
export interface OrderLag {
  orderId: string
  late: number
  registered: number
  /** `late` of both, in whole percent. */
  percent: number
}

/** Fewer late devices than this are no pattern: one of an order of two would be 50 %. */
const fewest = 5

export const lagOf = (orderId: string, late: number, registered: number): OrderLag => ({
  orderId,
  late,
  registered,
  percent: late === 0 ? 0 : Math.round((100 * late) / (late + registered)),
})

/** The order that lags most; undefined when no order has enough late devices to tell. */
export const worstLag = (lags: readonly OrderLag[]): OrderLag | undefined =>
  lags.filter(({ late }) => late >= fewest).toSorted((a, b) => b.percent - a.percent || b.late - a.late)[0]
