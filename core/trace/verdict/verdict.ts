import type { Evidence, Outcome } from '../../endpoint/endpoint-check.ts'

/** Why a connection ended as it did, as far as it can be said. */
export type Cause =
  | 'none'
  | 'wrong-host'
  | 'wrong-host-later'
  | 'no-client-certificate'
  | 'alpn-missing'
  | 'not-accepted'
  | 'server-not-trusted'
  | 'name-not-covered'
  | 'no-common-version-or-cipher'
  | 'client-certificate-refused'
  | 'port-blocked'
  | 'port-closed'
  | 'capture-incomplete'
  | 'no-answer'
  | 'fallback-broker'
  | 'unknown'

/** What one connection means, in one sentence. `measured` is what the wire shows; a cause behind it is mostly `inferred`. */
export interface Verdict {
  outcome: Outcome
  cause: Cause
  evidence: Evidence
  says: string
}
