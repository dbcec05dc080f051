import { isDeepStrictEqual } from 'node:util'
import type { AttributeValue, Item } from '../../../../local/dynamodb/items/value.ts'
import { normal } from './normal.ts'
import type { Action, Check, Condition, Key, Operation, Write } from './operation.ts'

export type Outcome = { error: string; reasons?: unknown[]; item?: Item } | { answer: unknown }

const idOf = ({ pk, sk }: Key) => `${pk.S}/${sk.S}`
const same = (a: unknown, b: unknown) => isDeepStrictEqual(normal(a), normal(b))

const holds = (condition: Condition, item: Item): boolean => {
  if ('exists' in condition) return item[condition.exists] !== undefined
  if ('lacks' in condition) return item[condition.lacks] === undefined
  if ('and' in condition) return condition.and.every((part) => holds(part, item))
  if ('or' in condition) return condition.or.some((part) => holds(part, item))
  if ('not' in condition) return !holds(condition.not, item)
  const value = item[condition.name]
  if ('compare' in condition) {
    if (condition.compare === '=') return value !== undefined && same(value, condition.value)
    if (condition.compare === '<>') return value === undefined || !same(value, condition.value)
    if (value?.N === undefined) return false
    const difference = Number(value.N) - Number(condition.value.N)
    return { '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 }[condition.compare]
  }
  if (value === undefined) return false
  if ('type' in condition) return condition.type in value
  if ('between' in condition)
    return value.N !== undefined && Number(value.N) >= 0 && Number(value.N) <= Number(condition.between[1].N)
  if ('beginsWith' in condition) return value.S?.startsWith(condition.beginsWith) ?? false
  if ('size' in condition) {
    const length = value.S?.length ?? value.SS?.length ?? value.L?.length ?? (value.M && Object.keys(value.M).length)
    return length === condition.size
  }
  const part = condition.contains
  if (value.L !== undefined) return value.L.some((element) => same(element, part))
  return part.S !== undefined && ((value.S ?? value.SS)?.includes(part.S) ?? false)
}

class Refused extends Error {}

const changed = (action: Action, item: Item): AttributeValue | undefined => {
  const old = item[action.name]
  const need = (value: AttributeValue | undefined, type: 'N' | 'L' | 'SS') => {
    if (value?.[type] === undefined) throw new Refused()
    return value
  }
  if ('set' in action) return action.set
  if ('setIfLacking' in action) return old ?? action.setIfLacking
  if ('plus' in action) return { N: String(Number(need(old, 'N').N) + action.plus) }
  if ('append' in action) return { L: [...(need(old, 'L').L ?? []), ...action.append] }
  if ('remove' in action) return undefined
  if ('copyOf' in action) {
    if (item[action.copyOf] === undefined) throw new Refused()
    return item[action.copyOf]
  }
  if ('add' in action) {
    if (action.add.N !== undefined)
      return { N: String(Number(old === undefined ? 0 : need(old, 'N').N) + Number(action.add.N)) }
    return { SS: [...new Set([...((old && need(old, 'SS').SS) ?? []), ...(action.add.SS ?? [])])] }
  }
  const left = ((old && need(old, 'SS').SS) ?? []).filter((member) => !action.delete.includes(member))
  return left.length === 0 ? undefined : { SS: left }
}

/** What DynamoDB should answer, in the plainest code: a map of items, no indexes, no expressions. */
export const createModel = () => {
  const items = new Map<string, Item>()
  const tokens = new Map<string, { at: number; request: string }>()
  let minutes = 0

  const after = (write: Write | Check): Item | undefined => {
    const before = items.get(idOf(write.key))
    if (write.condition !== undefined && !holds(write.condition, before ?? {})) throw conditionFailed(write, before)
    if (write.kind === 'put') return { ...write.key, ...write.attributes }
    if (write.kind === 'delete') return undefined
    if (write.kind === 'check') return before
    const base: Item = before ?? write.key
    const result = { ...base }
    for (const action of write.actions) {
      const value = changed(action, base)
      if (value === undefined) delete result[action.name]
      else result[action.name] = value
    }
    return result
  }
  const conditionFailed = (write: Write | Check, before: Item | undefined) =>
    Object.assign(new Refused(), { condition: true, item: write.showOld === true ? before : undefined })
  const store = (key: Key, item: Item | undefined) =>
    item === undefined ? items.delete(idOf(key)) : items.set(idOf(key), item)

  const attempt = (write: Write | Check) => {
    try {
      return { item: after(write) }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return 'condition' in error
        ? { error: 'ConditionalCheckFailed', shown: (error as { item?: Item }).item }
        : { error: 'ValidationError', shown: undefined }
    }
  }

  const write = ({ write: one, returns }: Extract<Operation, { does: 'write' }>): Outcome => {
    const before = items.get(idOf(one.key))
    const result = attempt(one)
    if (result.error === 'ValidationError') return { error: 'ValidationException' }
    if (result.error !== undefined)
      return { error: 'ConditionalCheckFailedException', ...(result.shown && { item: result.shown }) }
    store(one.key, result.item)
    const touched = one.kind === 'update' ? one.actions.map(({ name }) => name) : []
    const part = (item: Item | undefined) =>
      item && Object.fromEntries(Object.entries(item).filter(([name]) => touched.includes(name)))
    const attributes = {
      NONE: undefined,
      ALL_OLD: before,
      ALL_NEW: result.item,
      UPDATED_OLD: part(before),
      UPDATED_NEW: Object.keys(part(result.item) ?? {}).length > 0 ? part(result.item) : undefined,
    }[returns]
    return { answer: attributes === undefined ? {} : { Attributes: attributes } }
  }

  const transact = ({ parts, token }: Extract<Operation, { does: 'transact' }>): Outcome => {
    const request = JSON.stringify(parts)
    const used = token === undefined ? undefined : tokens.get(token)
    if (used !== undefined && minutes - used.at < 10)
      return used.request === request ? { answer: {} } : { error: 'IdempotentParameterMismatchException' }
    if (new Set(parts.map(({ key }) => idOf(key))).size < parts.length) return { error: 'ValidationException' }
    const results = parts.map(attempt)
    if (results.some(({ error }) => error !== undefined)) {
      const reasons = results.map(({ error, shown }) => ({ Code: error ?? 'None', ...(shown && { Item: shown }) }))
      return { error: 'TransactionCanceledException', reasons }
    }
    parts.forEach(({ key }, at) => void store(key, results[at]?.item))
    if (token !== undefined) tokens.set(token, { at: minutes, request })
    return { answer: {} }
  }

  const found = (operation: Extract<Operation, { limit: number }>): Outcome => {
    const { filter } = operation
    const inRange = (item: Item): boolean => {
      if (operation.does === 'scan') return true
      if (operation.does === 'queryTable') return item.pk?.S === operation.pk
      const [imei, range] = [item.imei?.S, operation.range]
      if (imei === undefined || item.orderId?.S !== operation.orderId) return false
      return range === undefined || (imei >= range.from && imei <= range.to)
    }
    const read = [...items.values()].filter(inRange)
    return { answer: { read: read.length, items: read.filter((item) => filter === undefined || holds(filter, item)) } }
  }

  return (operation: Operation): Outcome => {
    switch (operation.does) {
      case 'wait':
        minutes += operation.minutes
        return { answer: {} }
      case 'write':
        return write(operation)
      case 'transact':
        return transact(operation)
      case 'get': {
        const item = items.get(idOf(operation.key))
        return { answer: item === undefined ? {} : { Item: item } }
      }
      case 'transactGet':
        return { answer: operation.keys.map((key) => items.get(idOf(key))) }
      case 'batchGet':
        return { answer: operation.keys.flatMap((key) => items.get(idOf(key)) ?? []) }
      case 'batchWrite':
        for (const { key, attributes } of operation.puts) store(key, { ...key, ...attributes })
        for (const key of operation.deletes) store(key, undefined)
        return { answer: {} }
      default:
        return found(operation)
    }
  }
}
