import { unknownVariables } from './access-log.ts'
import { createRouteTable, type Route, RouteRefused } from './route-table.ts'
import type { ThrottleSettings } from './throttle.ts'
import { createThrottle } from './throttle.ts'

export interface Integration {
  functionArn: string
  /** Milliseconds, up to 30 s. */
  timeoutMs: number
}

export interface StageSettings {
  name: string
  accessLog?: { group: string; format: string }
  throttle?: ThrottleSettings
}

export interface HttpApiPlace {
  apiId: string
  region: string
  accountId: string
}

/** What one AWS::ApiGatewayV2::Api consists of: integrations, routes and one stage. */
export const createHttpApi = ({ apiId, region, accountId }: HttpApiPlace, clock: () => number) => {
  const routes = createRouteTable()
  const integrations = new Map<string, Integration>()
  const throttles = new Map<string, ReturnType<typeof createThrottle>>()
  let stage: StageSettings | undefined

  return {
    apiId,
    addIntegration: (id: string, integration: Integration) => void integrations.set(id, integration),
    addRoute: (route: Route) => {
      if (!integrations.has(route.integrationId))
        throw new RouteRefused(
          `route ${route.routeKey} leads to integration ${route.integrationId}, which this API does not have`,
        )
      routes.add(route)
    },
    setStage: (settings: StageSettings) => {
      const unknown = unknownVariables(settings.accessLog?.format ?? '')
      if (unknown.length > 0)
        throw new RouteRefused(
          `access log variables ${unknown.map((name) => `$context.${name}`).join(', ')} are not supported by the local cloud`,
        )
      if (stage !== undefined)
        throw new RouteRefused(
          `API ${apiId} has two stages, ${stage.name} and ${settings.name}: the local cloud runs one`,
        )
      stage = settings
    },
    stage: () => stage,
    routes: () => routes.all(),
    match: routes.match,
    integrationOf: (route: Route) => integrations.get(route.integrationId),
    /** The resource of execute-api:Invoke for a request. */
    requestArn: (method: string, path: string) =>
      `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage?.name}/${method}${path}`,
    /** The source that a function's permission must cover: the route, with its variables as they are written. */
    routeArn: ({ routeKey }: Route) => {
      const [method = '', path = ''] = routeKey === '$default' ? ['$default', ''] : routeKey.split(' ')
      return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage?.name}/${method}${path}`
    },
    /** Whether a request may pass the throttle of its route now. */
    passesThrottle: (route: Route): boolean => {
      if (stage?.throttle === undefined) return true
      const throttle = throttles.get(route.routeKey) ?? createThrottle(stage.throttle, clock)
      throttles.set(route.routeKey, throttle)
      return throttle.take()
    },
  }
}

export type HttpApi = ReturnType<typeof createHttpApi>
