import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type Verdict = { ok: true } | { ok: false; status: 401 | 403; says: string; next: string }

const equal = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}

const no = (status: 401 | 403, says: string, next: string): Verdict => ({ ok: false, status, says, next })

/** Cookies know no port: the name keeps two stations on one computer apart. */
export const cookieName = (port: number): string => `mintmark-${port}`

const cookie = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(/; */)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/** Whether the request names this computer itself: any other Host is a page that had its own name point here. */
export const checkHost = (request: IncomingMessage, port: number): Verdict => {
  const { host = '', origin } = request.headers
  const own = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!own.includes(host)) return no(403, `The host "${host}" is not this station.`, `Ask http://127.0.0.1:${port}.`)
  if (origin !== undefined && !own.some((name) => origin === `http://${name}`))
    return no(403, `Pages of ${origin} may not call this station.`, 'Use the page of the station itself.')
  return { ok: true }
}

/** Whether the request carries the token of this start: as a bearer token, or as the cookie of the page. */
export const checkToken = (request: IncomingMessage, token: string, port: number): Verdict => {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const given = bearer ?? cookie(request.headers.cookie, cookieName(port))
  return given !== undefined && equal(given, token)
    ? { ok: true }
    : no(401, 'The token of this start is missing or wrong.', 'Open the address that `mintmark station run` printed.')
}
