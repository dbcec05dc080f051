import { randomUUID } from 'node:crypto'
import { sqsError } from './errors.ts'

/** A new handle for one receive of one message. */
export const newReceiptHandle = (queue: string, sequence: number): string =>
  Buffer.from(JSON.stringify([queue, sequence, randomUUID()])).toString('base64')

/** The message's number in its queue that a handle was made for. Throws ReceiptHandleIsInvalid for anything else. */
export const sequenceOf = (queue: string, handle: unknown): number => {
  try {
    const [ofQueue, sequence] = JSON.parse(Buffer.from(String(handle), 'base64').toString('utf8')) as unknown[]
    if (ofQueue === queue && typeof sequence === 'number') return sequence
  } catch {}
  throw sqsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${String(handle).slice(0, 40)}" is not a valid receipt handle.`,
  )
}
