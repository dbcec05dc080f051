import type { NormalizedSchema } from '@smithy/core/schema'
import type { RawRequest } from '../../aws-service.ts'
import { InputError } from './input-error.ts'
import type { Match } from './match-operation.ts'
import { requiredMembers } from './operations.ts'
import { readValue } from './read-value.ts'

/** Collects an operation's input from path, query, headers and body, as AWS's model lays it out. Source: Smithy 2.0, HTTP binding traits. */
export const readInput = ({ operation, labels }: Match, request: RawRequest): Record<string, unknown> => {
  const input: Record<string, unknown> = {}
  const bodyMembers = new Map<string, NormalizedSchema>()
  const queryNames = new Set<string>()
  let payload: [string, NormalizedSchema] | undefined
  for (const [name, member] of operation.input.structIterator()) {
    const traits = member.getMergedTraits()
    if (traits.httpLabel) input[name] = readValue(name, member, decodeURIComponent(labels[name] ?? ''))
    else if (traits.httpQuery !== undefined) {
      queryNames.add(traits.httpQuery)
      input[name] = readText(name, member, request.query.get(traits.httpQuery))
    } else if (traits.httpHeader !== undefined)
      input[name] = readText(name, member, request.headers[traits.httpHeader.toLowerCase()])
    else if (traits.httpPayload) payload = [name, member]
    else bodyMembers.set(name, member)
  }
  for (const name of request.query.keys())
    if (!queryNames.has(name)) throw new InputError(`${operation.name} has no query parameter "${name}"`)
  if (payload !== undefined) input[payload[0]] = readPayload(payload, request.body)
  else Object.assign(input, readBody(operation.name, bodyMembers, request.body))
  for (const name of requiredMembers(operation.input))
    if (input[name] === undefined) throw new InputError(`${operation.name} needs the member "${name}"`)
  return input
}

const readText = (name: string, member: NormalizedSchema, text: string | null | undefined): unknown => {
  if (text === null || text === undefined || text === '') return undefined
  if (member.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') throw new InputError(`"${name}" is true or false, not "${text}"`)
    return text === 'true'
  }
  if (member.isNumericSchema()) return readValue(name, member, Number(text))
  if (member.isDocumentSchema()) return JSON.parse(Buffer.from(text, 'base64').toString())
  return readValue(name, member, text)
}

const readPayload = ([name, member]: [string, NormalizedSchema], body: Uint8Array): unknown => {
  if (member.isBlobSchema()) return body
  return readValue(name, member, parseObject(body))
}

const readBody = (operation: string, members: Map<string, NormalizedSchema>, body: Uint8Array) => {
  const input: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(parseObject(body))) {
    const member = members.get(name)
    if (member === undefined) throw new InputError(`${operation} has no body member "${name}"`)
    if (value !== null) input[name] = readValue(name, member, value)
  }
  return input
}

const parseObject = (body: Uint8Array): object => {
  const text = Buffer.from(body).toString('utf8')
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new InputError(`the request body is not a JSON object: ${text.slice(0, 40)}`)
}
