import { Stack } from 'aws-cdk-lib/core'
import type { IConstruct } from 'constructs'
import type { RouteSpec } from '../function-spec.ts'

/**
 * The ARN under which calls of a route are authorised, with `*` in place of each path variable and of the stage, of
 * which the API has one. CDK's own routeArn cuts the path at its first variable and would give a station every order.
 */
export const routeArn = (scope: IConstruct, apiId: string, { method, path }: RouteSpec): string =>
  Stack.of(scope).formatArn({
    service: 'execute-api',
    resource: apiId,
    resourceName: `*/${method}${path.replace(/\{[^}]+\}/g, '*')}`,
  })
