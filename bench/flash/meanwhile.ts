/**
 * An act, and what the disk does meanwhile. Both are waited for, also when one fails, so that nothing still works in the
 * background when a unit has been given up.
 */
export const meanwhile = async <Value>(act: Promise<Value>, disk: Promise<unknown>): Promise<Value> => {
  const [acted, written] = await Promise.allSettled([act, disk])
  if (acted.status === 'rejected') throw acted.reason
  if (written.status === 'rejected') throw written.reason
  return acted.value
}
