import { isDeepStrictEqual } from 'node:util'
import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { createLock } from '../../../local/dynamodb/lock.ts'
import type { Command, MemoryTable } from './memory-table.ts'

type Outcome = { answer: object } | { error: unknown }

const outcomeOf = async (act: () => object | Promise<object>): Promise<Outcome> => {
  try {
    return { answer: await act() }
  } catch (error) {
    return { error }
  }
}

const byKey = (items: unknown): unknown =>
  Array.isArray(items) ? items.toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)) : items

/** What both must say alike; rows of one range key come in no promised order. */
const comparable = (outcome: Outcome): unknown => {
  if ('answer' in outcome) {
    const {
      $metadata: _,
      Items,
      Responses,
      ConsumedCapacity: __,
      UnprocessedKeys: ___,
      ...rest
    } = outcome.answer as Record<string, unknown>
    const responses = Object.fromEntries(Object.entries(Responses ?? {}).map(([table, rows]) => [table, byKey(rows)]))
    return JSON.parse(JSON.stringify({ ...rest, items: byKey(Items), responses }))
  }
  const { error } = outcome
  if (error instanceof TransactionCanceledException)
    return { reasons: error.CancellationReasons?.map(({ Code, Item }) => ({ Code, Item })) }
  if (error instanceof ConditionalCheckFailedException) return { failed: error.Item ?? 'without the item' }
  return { error: error instanceof Error ? error.name : error }
}

/** A table that gives each command to the engine and to the memory table, and throws where they do not answer alike. */
export const mirrored = (engine: Pick<DynamoDBDocumentClient, 'send'>, table: MemoryTable) => {
  const oneAtATime = createLock()
  let compared = 0
  return {
    compared: () => compared,
    handle: (command: Command): Promise<object> =>
      oneAtATime(async () => {
        const theirs = await outcomeOf(() => engine.send(command as never))
        const ours = await outcomeOf(() => table.handle(command))
        const [a, b] = [comparable(theirs), comparable(ours)]
        compared += 1
        if (!isDeepStrictEqual(a, b))
          throw new Error(
            `${command.constructor.name} ${JSON.stringify(command.input)}: ${JSON.stringify({ engine: a, memory: b })}`,
          )
        if ('error' in theirs) throw theirs.error
        return theirs.answer
      }),
  }
}
