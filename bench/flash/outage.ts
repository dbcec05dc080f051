import { BenchError, type Failure } from '../failures/failure.ts'

const passing = ['cloud-unreachable', 'cloud-silent', 'cloud-busy', 'cloud-throttled']

/** Whether this is the cloud being away for a while, and not a cloud that would say the same tomorrow. */
export const isOutage = (failure: Failure): boolean => passing.includes(failure.code)

/** The failure of an outage; anything else is thrown on. */
export const outageOf = (error: unknown): Failure => {
  if (error instanceof BenchError && isOutage(error.failure)) return error.failure
  throw error
}
