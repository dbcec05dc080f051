import type { LinkName, LinkResult, Repair } from './diagnosis.ts'
import type { MintedFacts } from './diagnosis-facts.ts'

/** One link: its name, every cause it can break for, and how it is looked at. */
export interface Link<Facts = MintedFacts> {
  name: LinkName
  /** Cause → what it means; `docs/doctor.md` lists them. */
  causes: Readonly<Record<string, string>>
  check(facts: Facts): LinkResult
}

/** Makes the broken result of a link, whose causes are those that it declares. */
export const breaks =
  <Cause extends string>(_causes: Readonly<Record<Cause, string>>) =>
  (cause: Cause, says: string, repair: Repair, evidence: Record<string, string | undefined> = {}): LinkResult => ({
    is: 'broken',
    cause,
    says,
    repair,
    evidence: Object.entries(evidence).flatMap(([what, is]) => (is === undefined ? [] : [{ what, is }])),
  })
