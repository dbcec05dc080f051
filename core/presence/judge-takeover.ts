/** A session of a device that ended because another connection came with the same client ID (DUPLICATE_CLIENTID). */
export interface Takeover {
  /** Milliseconds since 1970. */
  at: number
  sessionIdentifier: string
}

export type TakeoverJudgement =
  /** Seen before: presence events come more than once. */
  | { kind: 'known' }
  /** `takeovers` is what to keep; `clone` says that two devices seem to fight for one identity. */
  | { kind: 'noted'; takeovers: Takeover[]; clone: boolean }

/**
 * One takeover is no clone: a modem that lost its network comes back before the broker noticed. Two devices with one
 * certificate throw each other out again and again. AWS documents no sign for it, so these bounds are ours (inferred).
 */
export const cloneTakeovers = 3
export const cloneWithin = 15 * 60_000

/** Adds a takeover to those that are remembered, whatever the order in which they are told. */
export const judgeTakeover = (before: readonly Takeover[], takeover: Takeover): TakeoverJudgement => {
  if (before.some(({ sessionIdentifier }) => sessionIdentifier === takeover.sessionIdentifier)) return { kind: 'known' }
  const takeovers = [...before, takeover].sort((a, b) => a.at - b.at).slice(-cloneTakeovers)
  const [first, last] = [takeovers[0], takeovers.at(-1)]
  const clone =
    takeovers.length === cloneTakeovers &&
    first !== undefined &&
    last !== undefined &&
    last.at - first.at <= cloneWithin
  return { kind: 'noted', takeovers, clone }
}
