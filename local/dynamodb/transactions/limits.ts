import { invalid } from '../errors.ts'
import { cancellationReason } from './cancel.ts'

/** Source: API Reference, "TransactWriteItems" and "TransactGetItems". */
const MAX_ACTIONS = 100

/** The elements of `TransactItems`, 1 to 100 of them. Throws ValidationException. */
export const checkCount = (elements: unknown): object[] => {
  const given = Array.isArray(elements) ? elements.length : 'null'
  if (!Array.isArray(elements) || elements.length < 1 || elements.length > MAX_ACTIONS)
    throw invalid(
      `1 validation error detected: Value with ${given} elements at 'transactItems' failed to satisfy constraint: Member must have length between 1 and ${MAX_ACTIONS}`,
    )
  return elements
}

/** Refuses a transaction that names one item twice; a key that does not fit its table is left to its own cancellation reason. */
export const checkDistinct = <T>(elements: readonly T[], identify: (element: T) => string): void => {
  const seen = new Set<string>()
  for (const element of elements) {
    const identity = identityOf(element, identify)
    if (identity === undefined) continue
    if (seen.has(identity)) throw invalid('Transaction request cannot include multiple operations on one item')
    seen.add(identity)
  }
}

const identityOf = <T>(element: T, identify: (element: T) => string): string | undefined => {
  try {
    return identify(element)
  } catch (error) {
    if (cancellationReason(error) === undefined) throw error
    return undefined
  }
}
