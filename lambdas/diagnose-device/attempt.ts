import type { Read } from '../../core/diagnosis/diagnosis-facts.ts'

/** What went wrong, by name; it is shown to ops, so nothing else of an error is. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

/** Asks, and keeps why it could not be asked: one thing that cannot be read leaves the others as they are. */
export const attempt = async <T>(what: string, ask: () => Promise<T>): Promise<Read<T>> => {
  try {
    return { read: true, value: await ask() }
  } catch (error) {
    return { read: false, why: `${what} could not be read: ${reasonOf(error)}` }
  }
}
