import * as z from 'zod'
import { presenceEvent } from '../first-connect/presence-event.ts'

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue('not JSON')
    return z.NEVER
  }
})

/** What a topic rule's error action writes (AWS IoT developer guide, "Error handling"). */
const ruleError = z.object({ base64OriginalPayload: z.base64() })

const presence = (text: string): string | undefined =>
  json.pipe(presenceEvent).safeParse(text).success ? text : undefined

/** The presence event in a message, as the queue of the registry wants it; undefined for one that holds none. */
export const eventOf = {
  deadLetter: presence,
  ruleError: (text: string): string | undefined => {
    const read = json.pipe(ruleError).safeParse(text)
    return read.success ? presence(Buffer.from(read.data.base64OriginalPayload, 'base64').toString('utf8')) : undefined
  },
}
