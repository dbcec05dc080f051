import type { IncomingMessage } from 'node:http'
import type { RawRequest } from '../aws-service.ts'

/** A request whose body went over the limit of its door. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/** Reads a whole HTTP request; header values that came more than once are joined by commas. Throws `BodyTooLarge` past `maxBytes`. */
export const readRequest = async (incoming: IncomingMessage, maxBytes: number): Promise<RawRequest> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    // Read to the end all the same: a client that is cut off while it sends never sees the answer.
    if (size <= maxBytes) chunks.push(chunk)
  }
  if (size > maxBytes) throw new BodyTooLarge(`the body has ${size} bytes, more than ${maxBytes}`)
  const target = incoming.url ?? '/'
  const mark = target.indexOf('?')
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers: Object.fromEntries(
      Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
    ),
    body: Buffer.concat(chunks),
  }
}
