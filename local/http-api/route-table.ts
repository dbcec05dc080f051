/** `POST /v1/orders/{orderId}` or `$default`, with what it leads to. */
export interface Route {
  routeKey: string
  isIamAuthorized: boolean
  integrationId: string
}

export interface RouteMatch {
  route: Route
  /** Decoded values of the path's variables. */
  parameters: Record<string, string>
}

interface CompiledRoute {
  route: Route
  method: string
  segments: string[]
}

export class RouteRefused extends Error {
  override name = 'RouteRefused'
}

const methods = new Set(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

const compile = (route: Route): CompiledRoute => {
  const [, method = '', path = ''] = /^([A-Z]+) (\/.*)$/.exec(route.routeKey) ?? []
  if (!methods.has(method)) throw new RouteRefused(`route key "${route.routeKey}" is not METHOD /path or $default`)
  return { route, method, segments: path.split('/').slice(1) }
}

const isGreedy = (segment: string) => /^\{[^}]+\+\}$/.test(segment)
const isVariable = (segment: string) => /^\{[^}]+\}$/.test(segment)

const decode = (segment: string) => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

const matchPath = (pattern: string[], path: string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [index, wanted] of pattern.entries()) {
    const got = path[index]
    if (got === undefined) return undefined
    if (isGreedy(wanted)) {
      parameters[wanted.slice(1, -2)] = path.slice(index).map(decode).join('/')
      return parameters
    }
    if (isVariable(wanted)) {
      if (got === '') return undefined
      parameters[wanted.slice(1, -1)] = decode(got)
    } else if (wanted !== got) return undefined
  }
  return pattern.length === path.length ? parameters : undefined
}

// The most specific route wins: literal before variable before greedy, a method before ANY (API Gateway Developer Guide,
// "Working with routes for HTTP APIs").
const rank = ({ method, segments }: CompiledRoute): string =>
  segments.map((segment) => (isGreedy(segment) ? '3' : isVariable(segment) ? '2' : '1')).join('') +
  (method === 'ANY' ? '2' : '1')

/** The routes of one HTTP API. */
export const createRouteTable = () => {
  const compiled: CompiledRoute[] = []
  let fallback: Route | undefined
  return {
    /** Throws `RouteRefused` for a malformed or repeated route key. */
    add: (route: Route) => {
      const isKnown = compiled.some((other) => other.route.routeKey === route.routeKey)
      if (isKnown || (route.routeKey === '$default' && fallback !== undefined))
        throw new RouteRefused(`Route with key ${route.routeKey} already exists for this API`)
      if (route.routeKey === '$default') fallback = route
      else compiled.push(compile(route))
      compiled.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    },
    all: (): Route[] => [...compiled.map(({ route }) => route), ...(fallback === undefined ? [] : [fallback])],
    /** `path` is still percent-encoded. */
    match: (method: string, path: string): RouteMatch | undefined => {
      const segments = path.split('/').slice(1)
      for (const entry of compiled) {
        if (entry.method !== 'ANY' && entry.method !== method) continue
        const parameters = matchPath(entry.segments, segments)
        if (parameters !== undefined) return { route: entry.route, parameters }
      }
      return fallback === undefined ? undefined : { route: fallback, parameters: {} }
    },
  }
}

export type RouteTable = ReturnType<typeof createRouteTable>
