import type { Item } from '../../../../local/dynamodb/items/value.ts'
import type { Outcome } from './model.ts'
import { normal, unordered } from './normal.ts'
import type { Operation } from './operation.ts'
import { render } from './render.ts'

/** Sends one request and answers its body; throws an error with `name` and `details`. */
export type Send = (operation: string, input: object) => Promise<Body>
// biome-ignore lint/suspicious/noExplicitAny: the body of whatever operation was sent
export type Body = any

interface Failure {
  name: string
  details: { Item?: Item; CancellationReasons?: { Code: string; Item?: Item }[] }
}

/** Runs an operation and brings its outcome into the form that the model gives; pages are read to their end. */
export const run = async (send: Send, operation: Operation): Promise<Outcome> => {
  const request = render(operation)
  if (request === undefined) return { answer: {} }
  try {
    if ('limit' in operation) return { answer: await readPages(send, operation, request.operation, request.input) }
    return { answer: answerOf(operation, await send(request.operation, request.input)) }
  } catch (error) {
    const { name, details } = error as Failure
    if (details === undefined) throw error
    const reasons = details.CancellationReasons?.map(({ Code, Item }) => ({ Code, ...(Item && { Item }) }))
    return { error: name, ...(reasons && { reasons }), ...(details.Item && { item: details.Item }) }
  }
}

const answerOf = (operation: Operation, body: Body): unknown => {
  if (operation.does === 'transactGet') return body.Responses.map(({ Item }: { Item?: Item }) => Item)
  if (operation.does === 'batchGet') return body.Responses.registry ?? []
  if (operation.does === 'batchWrite') return Object.keys(body.UnprocessedItems ?? {}).length === 0 ? {} : body
  return body
}

const readPages = async (send: Send, operation: Operation, name: string, input: object) => {
  const items: Item[] = []
  let [read, start, pages] = [0, undefined as object | undefined, 0]
  do {
    const page: Body = await send(name, { ...input, ...(start && { ExclusiveStartKey: start }) })
    items.push(...page.Items)
    read += page.ScannedCount
    start = page.LastEvaluatedKey
    pages += 1
  } while (start !== undefined && pages < 50)
  checkOrder(operation, items)
  return { read, items }
}

const checkOrder = (operation: Operation, items: Item[]): void => {
  if (!('forward' in operation)) return
  const ranges = items.map((item) => (operation.does === 'queryTable' ? item.sk?.S : item.imei?.S) ?? '')
  const sorted = ranges.toSorted((a, b) => (operation.forward ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0))
  if (ranges.join() !== sorted.join()) throw new Error(`not in the order of the range key: ${ranges.join()}`)
}

/** An outcome in a form that compares: sets sorted, unordered items sorted. */
export const comparable = (outcome: Outcome, operation: Operation): unknown => {
  if ('answer' in outcome && operation.does === 'batchGet') return { answer: unordered(outcome.answer as Item[]) }
  if ('answer' in outcome && 'limit' in operation) {
    const { read, items } = outcome.answer as { read: number; items: Item[] }
    return { answer: { read, items: unordered(items) } }
  }
  return normal(outcome)
}
