/**
 * An act, and what goes on beside it. Both are waited for, also when one fails, so that nothing still works in the
 * background when a unit has been given up.
 */
export const meanwhile = async <Value>(act: Promise<Value>, beside: Promise<unknown>): Promise<Value> => {
  const [acted, other] = await Promise.allSettled([act, beside])
  if (acted.status === 'rejected') throw acted.reason
  if (other.status === 'rejected') throw other.reason
  return acted.value
}
