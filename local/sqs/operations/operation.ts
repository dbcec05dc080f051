import { refuseUnknownMembers } from '../../protocols/refuse-unknown-members.ts'
import { invalidValue } from '../errors.ts'
import type { Queues } from '../queues.ts'

export interface OperationContext {
  queues: Queues
  clock: () => number
  /** The caller's user ID, for SenderId. */
  senderId: string
}

export interface Operation {
  /** Members of its input; any other is refused by name. */
  members: readonly string[]
  /** The IAM action, where it is not the operation's own name. */
  action?: string
  // The input is the members above as the client sent them; each operation checks what it reads.
  act(context: OperationContext, input: Input): unknown
}

export type Input = { [member: string]: unknown }

export const checkMembers = (name: string, members: readonly string[], input: Input): void =>
  refuseUnknownMembers(`SQS, in ${name}`, input, members, 'UnsupportedOperation')

/** An optional integer within bounds. Throws InvalidParameterValue. */
export const integer = (input: Input, name: string, least: number, most: number): number | undefined => {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw invalidValue(name, value, `Must be between ${least} and ${most}, if provided.`)
}

export const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

export const record = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>
