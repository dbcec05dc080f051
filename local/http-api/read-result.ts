/** What a function's result becomes on the wire. */
export interface HttpAnswer {
  status: number
  headers: Record<string, string | string[]>
  body: string | Uint8Array
}

/** A result that API Gateway answers with 500, with the reason that AWS would not tell. */
export class ResultRefused extends Error {
  override name = 'ResultRefused'
}

interface Structured {
  statusCode?: unknown
  headers?: Record<string, unknown>
  cookies?: unknown
  body?: unknown
  isBase64Encoded?: unknown
}

const headersOf = (headers: Record<string, unknown> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value === 'object') throw new ResultRefused(`header ${name} is no text: ${JSON.stringify(value)}`)
      return [name.toLowerCase(), String(value)]
    }),
  )

const structured = ({ statusCode, headers, cookies, body, isBase64Encoded }: Structured): HttpAnswer => {
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599)
    throw new ResultRefused(`statusCode is ${JSON.stringify(statusCode)}`)
  if (body !== undefined && body !== null && typeof body !== 'string')
    throw new ResultRefused(`body is no text: ${JSON.stringify(body).slice(0, 80)}`)
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...headersOf(headers),
      ...(Array.isArray(cookies) ? { 'set-cookie': cookies.map((cookie) => String(cookie)) } : {}),
    },
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  }
}

/**
 * Reads what a function returned, in payload format 2.0: a structured answer if it has a `statusCode`, else the JSON itself
 * with 200. Throws `ResultRefused` for what API Gateway takes as a malformed proxy response.
 */
export const readResult = (payload: string): HttpAnswer => {
  const value: unknown = JSON.parse(payload)
  return typeof value === 'object' && value !== null && 'statusCode' in value
    ? structured(value)
    : { status: 200, headers: { 'content-type': 'application/json' }, body: payload }
}
