/** The shortest text that says why something threw: the system's code (`ECONNREFUSED`) or else the message. */
export const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error)
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'message' in error && error.message !== '' ? String(error.message) : String(error)
}
