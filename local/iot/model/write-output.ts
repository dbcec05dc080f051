import type { NormalizedSchema } from '@smithy/core/schema'
import type { ServiceAnswer } from '../../aws-service.ts'
import type { Operation } from './operations.ts'

/** Renders an operation's output as rest-json: epoch seconds, base64, no undefined. A member that AWS's shape lacks is a bug. */
export const writeOutput = (operation: Operation, output: object): ServiceAnswer => {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  const members = new Map([...operation.output.structIterator()])
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(output)) {
    const member = members.get(name)
    if (member === undefined) throw new Error(`${operation.name} has no output member "${name}"`)
    if (value === undefined) continue
    const traits = member.getMergedTraits()
    if (traits.httpPayload) return { status: 200, headers, body: value }
    if (traits.httpHeader !== undefined) headers[traits.httpHeader] = String(value)
    else body[name] = writeValue(`${operation.name}.${name}`, member, value)
  }
  return { status: 200, headers, body }
}

const writeValue = (path: string, shape: NormalizedSchema, value: unknown): unknown => {
  if (value instanceof Date) return value.getTime() / 1000
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (shape.isListSchema() && Array.isArray(value))
    return value.map((item) => writeValue(path, shape.getValueSchema(), item))
  if (typeof value !== 'object' || value === null) return value
  const result: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(value))
    if (item !== undefined) result[name] = writeValue(`${path}.${name}`, memberOf(path, shape, name), item)
  return result
}

const memberOf = (path: string, shape: NormalizedSchema, name: string): NormalizedSchema => {
  if (shape.isMapSchema()) return shape.getValueSchema()
  for (const [member, schema] of shape.structIterator()) if (member === name) return schema
  throw new Error(`${path} has no output member "${name}"`)
}
