import type { Reading } from '../../core/preflight/account-facts.ts'

const firstLine = (text: string) => text.split('\n')[0]?.slice(0, 200) ?? ''

interface Thrown {
  name?: string
  message?: string
  /** Of the system, such as `ENOTFOUND`. */
  code?: string
  $metadata?: { httpStatusCode?: number }
}

/** The service's own words on why it did not answer; a missing right says so first. */
const reason = (error: unknown): string => {
  const { name = 'Error', message = '', code, $metadata } = error as Thrown
  const says = firstLine(message)
  if (/^(AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized)/.test(name))
    return `these credentials may not (${says})`
  // What the SDK calls an answer that it cannot read at all.
  if (message === 'UnknownError') return `answered with HTTP ${$metadata?.httpStatusCode} and no reason`
  return code === undefined ? `${name}: ${says}` : `no answer (${code})`
}

/** Reads one thing; whatever is thrown becomes the reason why it was not read. `action` is the IAM action that it needs. */
export const reading = async <T>(action: string, read: () => Promise<T>): Promise<Reading<T>> => {
  try {
    return { read: true, value: await read() }
  } catch (error) {
    return { read: false, action, why: reason(error) }
  }
}

/** What `read` answers, or undefined if the service says by one of these names that there is no such thing. */
export const unlessMissing = async <T>(names: readonly string[], read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await read()
  } catch (error) {
    if (names.includes((error as Error).name)) return undefined
    throw error
  }
}

/** All pages of a listing; `turn` answers one page and where the next one begins. */
export const allPages = async <T>(
  turn: (from: string | undefined) => Promise<[T[], string | undefined]>,
): Promise<T[]> => {
  const all: T[] = []
  let from: string | undefined
  do {
    const [page, next] = await turn(from)
    all.push(...page)
    from = next
  } while (from !== undefined && from !== '')
  return all
}
