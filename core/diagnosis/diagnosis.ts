/** The links between an order and a device that talks to AWS IoT, in the order in which they are looked at. */
export const linkNames = [
  'registry',
  'order',
  'certificate',
  'thing',
  'policy',
  'endpoint',
  'attempts',
  'fallback',
  'logging',
  'silence',
] as const
export type LinkName = (typeof linkNames)[number]

/** How a broken link is repaired. */
export interface Repair {
  /** One sentence. */
  does: string
  /** To run in this order; what stands in angle brackets only the person at the bench knows. */
  commands: readonly string[]
  /** `here`: from any shell with the rights of ops. `bench`: the unit must be there. `build`: the application must change first. */
  where: 'here' | 'bench' | 'build'
}

/** One thing that was read, as it was read. */
export interface Evidence {
  what: string
  is: string
}

/** What looking at one link came to. */
export type LinkResult =
  | { is: 'sound'; says: string }
  | { is: 'broken'; cause: string; says: string; repair: Repair; evidence: readonly Evidence[] }
  /** It could not be looked at, and may be broken. */
  | { is: 'not-checked'; why: string }
  /** It did not have to be looked at: whatever it is, the device is in order. */
  | { is: 'not-needed'; why: string }

/** `undecided`: no link is broken, but not every link could be looked at. */
export type Verdict = 'healthy' | 'broken' | 'undecided'

export interface Diagnosis {
  imei: string
  verdict: Verdict
  brokenLink?: LinkName
  cause?: string
  /** One sentence. */
  says: string
  repair?: Repair
  evidence: readonly Evidence[]
  checked: readonly { link: LinkName; says: string }[]
  notChecked: readonly { link: LinkName; why: string }[]
  /** Those of `notChecked` that should have been looked at and could not be. */
  open: readonly LinkName[]
}

export const sound = (says: string): LinkResult => ({ is: 'sound', says })
export const notNeeded = (why: string): LinkResult => ({ is: 'not-needed', why })
export const notChecked = (why: string): LinkResult => ({ is: 'not-checked', why })
