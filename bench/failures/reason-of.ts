/**
 * The shortest text that says why something threw: the system's code (`ECONNREFUSED`) or else the message; of an error
 * that only wraps another one, as `fetch failed` does, that of the other.
 */
export const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error)
  if ('code' in error && typeof error.code === 'string') return error.code
  if ('cause' in error && typeof error.cause === 'object' && error.cause !== null) return reasonOf(error.cause)
  return 'message' in error && error.message !== '' ? String(error.message) : String(error)
}
