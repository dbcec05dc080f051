import { createHash } from 'node:crypto'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import { invalidValue, sqsError } from './errors.ts'
import type { MessageAttribute } from './queue.ts'

export const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex')

const lengthAndBytes = (content: string | Buffer): Buffer => {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** The digest of message attributes that clients check. Source: Developer Guide, "Calculating the MD5 message digest for message attributes". */
export const md5OfAttributes = (attributes: Record<string, MessageAttribute>): string | undefined => {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  return md5(
    Buffer.concat(
      names.flatMap((name) => {
        const { DataType = '', StringValue, BinaryValue = '' } = attributes[name] ?? {}
        const value = StringValue === undefined ? Buffer.from(BinaryValue, 'base64') : StringValue
        return [
          lengthAndBytes(name),
          lengthAndBytes(DataType),
          Buffer.from([StringValue === undefined ? 2 : 1]),
          lengthAndBytes(value),
        ]
      }),
    ),
  )
}

const attributeBytes = ([name, { DataType, StringValue, BinaryValue = '' }]: [string, MessageAttribute]): number =>
  Buffer.byteLength(name) +
  Buffer.byteLength(DataType) +
  (StringValue === undefined ? Buffer.byteLength(BinaryValue, 'base64') : Buffer.byteLength(StringValue))

/** Bytes that count against MaximumMessageSize: the body and every attribute's name, type and value. */
export const messageBytes = (body: string, attributes: Record<string, MessageAttribute>): number =>
  Buffer.byteLength(body) + Object.entries(attributes).reduce((sum, entry) => sum + attributeBytes(entry), 0)

// #x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF (API Reference, "SendMessage", MessageBody).
const allowed = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u

const MAX_ATTRIBUTES = 10

/** The body, unless it is a message that SQS would not take. Throws InvalidParameterValue, InvalidMessageContents or MissingParameter. */
export const checkContent = (body: unknown, attributes: Record<string, MessageAttribute>, maximum: number): string => {
  if (typeof body !== 'string' || body === '')
    throw sqsError('MissingRequiredParameterException', 'The request must contain the parameter MessageBody.')
  if (!allowed.test(body))
    throw sqsError('InvalidMessageContents', 'The message contains characters outside the allowed set.')
  const names = Object.keys(attributes)
  if (names.length > MAX_ATTRIBUTES) throw invalidValue('MessageAttributes', names.length, 'At most 10 are allowed.')
  for (const [name, attribute] of Object.entries(attributes)) {
    refuseUnknownMembers(`SQS, in message attribute ${name}`, attribute, ['DataType', 'StringValue', 'BinaryValue'])
    const [type] = attribute.DataType?.split('.') ?? []
    const value = type === 'Binary' ? attribute.BinaryValue : attribute.StringValue
    if (!['String', 'Number', 'Binary'].includes(type ?? '') || value === undefined || value === '')
      throw invalidValue(`MessageAttributes.${name}`, attribute, 'Needs a DataType and a value of that type.')
  }
  const bytes = messageBytes(body, attributes)
  if (bytes > maximum)
    throw invalidValue('MessageBody', `${bytes} bytes`, `Message must be shorter than ${maximum} bytes.`)
  return body
}
