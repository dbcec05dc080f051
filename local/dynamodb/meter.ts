import type { Consumed } from '../aws-service.ts'

const reading = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems'])
const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'])

interface Units {
  CapacityUnits: number
}

interface Part extends Units {
  GlobalSecondaryIndexes?: Record<string, Units>
}

interface Answer {
  ConsumedCapacity?: Part | Part[]
}

/**
 * Carries out a call and answers what it consumed beside what it says: units are asked for in the caller's place where it
 * did not ask, and kept from it then.
 */
export const metered = async (
  operation: string,
  input: object,
  act: (input: object) => Promise<unknown>,
): Promise<{ output: unknown; consumed?: Consumed }> => {
  if (!reading.has(operation) && !writing.has(operation)) return { output: await act(input) }
  const { ReturnConsumedCapacity: asked = 'NONE' } = input as { ReturnConsumedCapacity?: unknown }
  const isSilent = asked === 'NONE'
  const answer = (await act(isSilent ? { ...input, ReturnConsumedCapacity: 'INDEXES' } : input)) as Answer
  const { ConsumedCapacity: given, ...silent } = answer
  const parts = [given ?? []].flat()
  const units = parts.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)
  const byIndex: Record<string, number> = {}
  for (const { GlobalSecondaryIndexes = {} } of parts)
    for (const [name, { CapacityUnits }] of Object.entries(GlobalSecondaryIndexes))
      byIndex[name] = (byIndex[name] ?? 0) + CapacityUnits
  return {
    output: isSilent ? silent : answer,
    consumed: reading.has(operation) ? { readUnits: units } : { writeUnits: units, byIndex },
  }
}
