import { consumedCapacity } from '../capacity.ts'
import type { Operation } from '../engine.ts'
import { itemReadCapacity } from '../items/read-capacity.ts'
import { readItem } from '../items/read-item.ts'
import { itemSize } from '../items/size.ts'
import type { BatchGetRequest } from '../requests.ts'
import { validate } from '../validate.ts'

/** The largest answer of one BatchGetItem. Source: API Reference, "BatchGetItem". */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

export const batchGetItem: Operation = (engine) => async (input) => {
  const request = validate<BatchGetRequest>('batchGetItem', input)
  const reads = Object.entries(request.RequestItems).flatMap(([name, { Keys, ...rest }]) => {
    const table = engine.tables.shape(name)
    return Keys.map(async (Key) => ({ name, rest, Key, ...(await readItem(engine.storage, table, { ...rest, Key })) }))
  })
  let bytes = 0
  const done = (await Promise.all(reads)).map((read) => {
    bytes += read.whole === undefined ? 0 : itemSize(read.whole)
    return { ...read, fits: bytes <= MAX_ANSWER_BYTES }
  })
  const responses: Record<string, object[]> = {}
  const unprocessed: Record<string, { Keys: object[] }> = {}
  for (const { name, rest, Key, shown, fits } of done) {
    responses[name] ??= []
    if (!fits) {
      const { _projection: _, ...members } = rest
      unprocessed[name] ??= { ...members, Keys: [] }
      unprocessed[name].Keys.push(Key)
    } else if (shown !== undefined) responses[name].push(shown)
  }
  const capacities = done
    .filter((read) => read.fits)
    .map(({ name, whole, rest }) =>
      itemReadCapacity(name, whole, rest.ConsistentRead === true ? 'consistent' : 'eventual'),
    )
  return {
    Responses: responses,
    UnprocessedKeys: unprocessed,
    ConsumedCapacity: consumedCapacity(request.ReturnConsumedCapacity, capacities),
  }
}
