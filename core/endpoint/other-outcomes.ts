import { outcomeChecker } from './check-endpoint.ts'
import type { EndpointCheckInput, Outcome } from './endpoint-check.ts'
import { assumed, otherPositions } from './unsettled.ts'

export interface OtherOutcome {
  /** What is supposed instead, as the end of a sentence that begins with "if". */
  if: string
  outcome: Outcome
}

/** How the connection would end if AWS or the modem took the other side of something that the sources leave open; only where that differs. */
export function otherOutcomes({ account, ...device }: EndpointCheckInput): OtherOutcome[] {
  const usual = outcomeChecker(account)(device)
  return otherPositions.flatMap(({ position, supposes }) => {
    const outcome = outcomeChecker(account, { ...assumed, ...position })(device)
    return outcome === usual ? [] : [{ if: supposes, outcome }]
  })
}
