import type { Diagnosis, LinkName, Repair } from '../diagnosis/diagnosis.ts'

/** Devices of a sample that fail for one cause. */
export interface CauseGroup {
  link: LinkName
  cause: string
  devices: number
  /** The first of them. */
  examples: string[]
  /** What the doctor says of the first one. */
  says: string
  /** What repairs the first one. */
  repair?: Repair
}

/** Devices of a sample of which one thing could not be looked at. */
export interface BlindSpot {
  link: LinkName
  why: string
  devices: number
}

export interface Sampled {
  healthy: number
  /** Nothing is broken, but not everything could be looked at. */
  undecided: number
  /** The most frequent first. */
  causes: CauseGroup[]
  /** What was not looked at though it should have been: a view without it would look the same and know less. */
  blindSpots: BlindSpot[]
}

const mostExamples = 3

const blindSpotsOf = (diagnoses: readonly Diagnosis[]): BlindSpot[] => {
  const all = diagnoses.flatMap(({ notChecked, open }) => notChecked.filter(({ link }) => open.includes(link)))
  const groups = [...Map.groupBy(all, ({ link, why }) => `${link} ${why}`).values()]
  return groups.flatMap((group) => group.slice(0, 1).map(({ link, why }) => ({ link, why, devices: group.length })))
}

/** What a sample of diagnoses comes to, by first broken link and cause. */
export const groupByCause = (diagnoses: readonly Diagnosis[]): Sampled => {
  const of = (verdict: Diagnosis['verdict']) => diagnoses.filter((diagnosis) => diagnosis.verdict === verdict)
  const groups = Map.groupBy(of('broken'), ({ brokenLink, cause }) => `${brokenLink} ${cause}`)
  const causes = [...groups.values()].flatMap((group): CauseGroup[] => {
    const [first] = group
    if (first?.brokenLink === undefined || first.cause === undefined) return []
    const { brokenLink: link, cause, says, repair } = first
    const examples = group.slice(0, mostExamples).map(({ imei }) => imei)
    return [{ link, cause, devices: group.length, examples, says, ...(repair === undefined ? {} : { repair }) }]
  })
  return {
    healthy: of('healthy').length,
    undecided: of('undecided').length,
    causes: causes.toSorted((a, b) => b.devices - a.devices),
    blindSpots: blindSpotsOf(diagnoses),
  }
}
