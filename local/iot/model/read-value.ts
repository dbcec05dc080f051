import type { NormalizedSchema } from '@smithy/core/schema'
import { InputError } from './input-error.ts'
import { checkLimit } from './limits.ts'
import { requiredMembers } from './operations.ts'

/** Checks one JSON value against its shape, down to the last member, and gives it the SDK's types (Date, bytes). */
export const readValue = (path: string, shape: NormalizedSchema, value: unknown): unknown => {
  if (shape.isStructSchema()) return readStruct(path, shape, value)
  if (shape.isListSchema()) return readList(path, shape, value)
  if (shape.isMapSchema()) return readMap(path, shape, value)
  if (shape.isBooleanSchema()) return expectType(path, 'boolean', value)
  if (shape.isNumericSchema()) return checkLimit(path, expectNumber(path, value))
  if (shape.isTimestampSchema()) return new Date(expectNumber(path, value) * 1000)
  if (shape.isBlobSchema()) return Buffer.from(String(expectType(path, 'string', value)), 'base64')
  if (shape.isDocumentSchema()) return value
  return checkLimit(path, String(expectType(path, 'string', value)))
}

const readStruct = (path: string, shape: NormalizedSchema, value: unknown) => {
  const members = new Map([...shape.structIterator()])
  const result: Record<string, unknown> = {}
  for (const [name, item] of entriesOf(path, value)) {
    const member = members.get(name)
    if (member === undefined) throw new InputError(`"${path}" has no member "${name}"`)
    if (item !== null) result[name] = readValue(`${path}.${name}`, member, item)
  }
  for (const name of requiredMembers(shape))
    if (result[name] === undefined) throw new InputError(`"${path}" needs the member "${name}"`)
  return result
}

const readList = (path: string, shape: NormalizedSchema, value: unknown) => {
  if (!Array.isArray(value)) throw new InputError(`"${path}" is a list`)
  return value.map((item, index) => readValue(`${path}[${index}]`, shape.getValueSchema(), item))
}

const readMap = (path: string, shape: NormalizedSchema, value: unknown) =>
  Object.fromEntries(
    entriesOf(path, value).map(([name, item]) => [name, readValue(`${path}.${name}`, shape.getValueSchema(), item)]),
  )

const entriesOf = (path: string, value: unknown): [string, unknown][] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(`"${path}" is an object`)
  return Object.entries(value)
}

const expectType = (path: string, type: 'string' | 'boolean', value: unknown): unknown => {
  if (typeof value !== type) throw new InputError(`"${path}" is a ${type}, not ${JSON.stringify(value)}`)
  return value
}

const expectNumber = (path: string, value: unknown): number => {
  if (typeof value !== 'number' || Number.isNaN(value))
    throw new InputError(`"${path}" is a number, not ${JSON.stringify(value)}`)
  return value
}
