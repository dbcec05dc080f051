import type { Datum } from '../cloudwatch/metrics.ts'
import type { Identities } from '../iam/identities.ts'
import type { Functions } from '../lambda/functions.ts'
import { missingPermission } from '../lambda/invoke-permissions.ts'
import { createVerifier } from '../sigv4/verify-signature.ts'
import { createAuthorizer } from './authorize-request.ts'
import { createHttpApi, type HttpApi } from './http-api.ts'
import { createHttpApiServer } from './http-api-server.ts'
import { RouteRefused } from './route-table.ts'

export interface HttpApisDeps {
  region: string
  accountId: string
  identities: Identities
  functions: Functions
  clock: () => number
  throttles: 'off' | 'on'
  /** Port of the first API; 0 takes a free one. */
  port: number
  storeLog(group: string, line: string): void
  metrics(data: Datum[]): void
  log(line: string): void
}

export interface HttpApis {
  /** Makes an API and its door; answers the URL it listens at. */
  create(apiId: string): Promise<string>
  /** Throws `RouteRefused` for an unknown ID. */
  get(apiId: string): HttpApi
  /** URLs in the order of creation. */
  urls(): string[]
  /** The sentence for each route whose function does not let the API in. */
  missingPermissions(): string[]
  close(): Promise<void>
}

/** The HTTP APIs (API Gateway v2) of the local cloud, each behind a port of its own. */
export const createHttpApis = (deps: HttpApisDeps): HttpApis => {
  const { region, accountId, identities, functions, clock, log } = deps
  const apis = new Map<string, { api: HttpApi; url: string; close(): Promise<void> }>()
  const verify = createVerifier({ region, findKey: identities.keys.find, clock })
  const authorize = createAuthorizer({ identities, verify, log })
  const service = 'apigateway.amazonaws.com'

  const missingFor = (api: HttpApi): string[] =>
    api.routes().flatMap((route) => {
      const integration = api.integrationOf(route)
      const invoker = { service, sourceArn: api.routeArn(route), sourceAccount: accountId }
      if (integration === undefined || functions.permits(integration.functionArn, invoker)) return []
      const { name } = functions.get(integration.functionArn)
      return [`route ${route.routeKey}: ${missingPermission(name, invoker)}`]
    })

  return {
    create: async (apiId) => {
      const api = createHttpApi({ apiId, region, accountId }, clock)
      const server = createHttpApiServer({ ...deps, api, authorize })
      const url = await server.listen(apis.size === 0 ? deps.port : 0)
      apis.set(apiId, { api, url, close: server.close })
      return url
    },
    get: (apiId) => {
      const found = apis.get(apiId)
      if (found === undefined)
        throw new RouteRefused(`there is no HTTP API ${apiId}; known: ${[...apis.keys()].join(', ') || 'none'}`)
      return found.api
    },
    urls: () => [...apis.values()].map(({ url }) => url),
    missingPermissions: () => [...apis.values()].flatMap(({ api }) => missingFor(api)),
    close: async () => {
      await Promise.all([...apis.values()].map(({ close }) => close()))
    },
  }
}
