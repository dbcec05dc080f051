import { type BenchError, fail } from '../failures/failure.ts'

const toleranceSeconds = 60

/** A refused signature is most often a wrong clock, and AWS tells its own time in every answer. */
export const clockError = (headers: Headers, now: Date): BenchError | undefined => {
  const theirs = Date.parse(headers.get('date') ?? '')
  const seconds = Math.round((now.getTime() - theirs) / 1000)
  if (!(Math.abs(seconds) > toleranceSeconds)) return undefined
  return fail('clock-off', { seconds: Math.abs(seconds), direction: seconds > 0 ? 'ahead' : 'behind' })
}
