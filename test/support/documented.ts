import { commonRefusals, type Route } from '../../core/api/route.ts'
import { routes } from '../../core/api/routes.ts'
import { refusals } from '../../core/refusals/refusal.ts'

const patterns = Object.entries<Route>(routes).map(([name, route]) => ({
  name,
  route,
  path: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Sentence about what an answer of the API has that docs/api.md has not; undefined if all is as written there. */
export const undocumented = (method: string, path: string, status: number, json: unknown): string | undefined => {
  const { code } = json as { code?: unknown }
  // API Gateway's own answers, and a bug that a story made on purpose.
  if (typeof code !== 'string' ? status >= 300 : code === 'bug') return undefined
  const found = patterns.find(({ route, path: pattern }) => route.method === method && pattern.test(path))
  if (found === undefined) return `${method} ${path} answered ${status}, and no route of core/api/routes.ts is that`
  const { name, route } = found
  const home = `core/api/routes/${name}.ts`
  if (typeof code !== 'string') {
    if (status !== route.status) return `${method} ${path} answered ${status}; ${home} says ${route.status}`
    const read = route.answer.safeParse(json)
    return read.success ? undefined : `${method} ${path} answered what ${home} does not say: ${read.error.message}`
  }
  const known = [...route.refusals, ...commonRefusals(route)].find((refusal) => refusal === code)
  if (known === undefined) return `${method} ${path} was refused with ${code}, which ${home} does not list`
  return refusals[known].status === status ? undefined : `${code} came with ${status}, not ${refusals[known].status}`
}

/** A fetch that tells of every answer of the API that is not as its contract has it: so every story tests the contract. */
export const documentedFetch =
  (tell: (wrong: string) => void, fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    const text = await response.clone().text()
    const json: unknown = text.startsWith('{') ? JSON.parse(text) : {}
    const wrong = undocumented(init?.method ?? 'GET', pathname, response.status, json)
    if (wrong !== undefined) tell(wrong)
    return response
  }
