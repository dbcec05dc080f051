import type { ClassifiedHost } from './classify-host.ts'
import type { DeviceConnection, Evidence, Severity } from './endpoint-check.ts'
import type { Facts } from './facts.ts'
import type { Layer } from './layer.ts'

/** One rule: when it holds, where it ends the connection (errors only), and what it tells. */
export interface Rule {
  id: string
  severity: Severity
  evidence: Evidence
  /** The document that says so, or what the inference rests on. */
  source: string
  /** The input that the user would change, so that a build setting can be cited. */
  about: keyof DeviceConnection | 'account'
  /** The one kind of host name that this rule is about, if it is about one. */
  kind?: ClassifiedHost['kind']
  /** Where the connection ends; errors only, and the verdict on unlisted firmware has none. */
  endsAt?: Layer | ((facts: Facts) => Layer)
  holds(facts: Facts): boolean
  says(facts: Facts): string
  fix(facts: Facts): string
}
