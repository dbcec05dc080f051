/** Who may be looked at: a device and the order it was made on. */
export interface Candidate {
  imei: string
  orderId: string
}

/**
 * Up to `most` candidates, one of each order in turn and in the order they came, so that one large order does not hide what
 * is wrong with the others.
 */
export const pickSample = (candidates: readonly Candidate[], most: number): Candidate[] => {
  const queues = [...Map.groupBy(candidates, ({ orderId }) => orderId).values()]
  const rounds = Math.max(0, ...queues.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => queues.flatMap((queue) => queue[round] ?? []))
    .flat()
    .slice(0, most)
}
