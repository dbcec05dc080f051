import type { AwsError } from '../aws-service.ts'
import { sqsError } from './errors.ts'

export interface RedrivePolicy {
  deadLetterTargetArn: string
  maxReceiveCount: number
}

/** The attributes of a queue that can be set; times are seconds, sizes bytes. */
export interface QueueAttributes {
  DelaySeconds: number
  MaximumMessageSize: number
  MessageRetentionPeriod: number
  ReceiveMessageWaitTimeSeconds: number
  VisibilityTimeout: number
  SqsManagedSseEnabled: boolean
  Policy?: string
  RedrivePolicy?: RedrivePolicy
  RedriveAllowPolicy?: string
}

/** Source: SQS API Reference, "CreateQueue"; the largest message is 1 MiB (Developer Guide, "Amazon SQS message quotas"; 256 KiB before August 2025). */
export const defaultAttributes: QueueAttributes = {
  DelaySeconds: 0,
  MaximumMessageSize: 1_048_576,
  MessageRetentionPeriod: 345_600,
  ReceiveMessageWaitTimeSeconds: 0,
  VisibilityTimeout: 30,
  SqsManagedSseEnabled: true,
}

const bounds: Record<string, [least: number, most: number]> = {
  DelaySeconds: [0, 900],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
}

const refused = (name: string, value: unknown, reason: string): AwsError =>
  sqsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}: ${JSON.stringify(value)}. Reason: ${reason}`,
  )

const number =
  (name: string) =>
  (value: unknown): number => {
    const [least, most] = bounds[name] ?? [0, 0]
    const given = Number(value)
    if (value !== '' && Number.isInteger(given) && given >= least && given <= most) return given
    throw refused(name, value, `Must be an integer from ${least} to ${most}.`)
  }

const flag = (value: unknown): boolean => {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw refused('SqsManagedSseEnabled', value, 'Must be true or false.')
}

const document =
  (name: string) =>
  (value: unknown): string | undefined => {
    if (value === '') return undefined
    try {
      return typeof value === 'string' ? JSON.stringify(JSON.parse(value)) : JSON.stringify(value)
    } catch {
      throw refused(name, value, 'Must be JSON.')
    }
  }

const redrivePolicy = (value: unknown): RedrivePolicy | undefined => {
  const text = document('RedrivePolicy')(value)
  if (text === undefined) return undefined
  const { deadLetterTargetArn, maxReceiveCount, ...rest } = JSON.parse(text) as Record<string, unknown>
  const count = Number(maxReceiveCount)
  if (typeof deadLetterTargetArn === 'string' && count >= 1 && count <= 1000 && Object.keys(rest).length === 0)
    return { deadLetterTargetArn, maxReceiveCount: count }
  throw refused('RedrivePolicy', value, 'Needs deadLetterTargetArn and maxReceiveCount (1 to 1000), and nothing else.')
}

const readers: { [Name in keyof QueueAttributes]-?: (value: unknown) => QueueAttributes[Name] | undefined } = {
  DelaySeconds: number('DelaySeconds'),
  MaximumMessageSize: number('MaximumMessageSize'),
  MessageRetentionPeriod: number('MessageRetentionPeriod'),
  ReceiveMessageWaitTimeSeconds: number('ReceiveMessageWaitTimeSeconds'),
  VisibilityTimeout: number('VisibilityTimeout'),
  SqsManagedSseEnabled: flag,
  Policy: document('Policy'),
  RedrivePolicy: redrivePolicy,
  RedriveAllowPolicy: document('RedriveAllowPolicy'),
}

/** Reads attributes as the API (all text) or a template (numbers, objects) gives them; an empty policy removes it. Throws InvalidAttributeName or InvalidAttributeValue. */
export const readAttributes = (given: Record<string, unknown>): Partial<QueueAttributes> => {
  const unknown = Object.keys(given).filter((name) => !(name in readers))
  if (unknown.length > 0)
    throw sqsError(
      'InvalidAttributeName',
      `The local SQS does not know the attribute ${unknown.join(', ')}; it knows ${Object.keys(readers).join(', ')}.`,
    )
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, readers[name as keyof QueueAttributes](value)]),
  )
}

/** Attributes as GetQueueAttributes tells them: all text. */
export const attributesAsText = (attributes: QueueAttributes): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  )
