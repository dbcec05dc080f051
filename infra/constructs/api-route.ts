import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import type { RouteSpec } from '../function-spec.ts'
import { routeArn } from './route-arn.ts'

export interface ApiRouteProps {
  readonly apiId: string
  readonly route: RouteSpec
  readonly handler: LambdaFunction
}

/** One route of the HTTP API: IAM-authorised, answered by one function that only this route may invoke. */
export class ApiRoute extends Construct {
  constructor(scope: Construct, id: string, { apiId, route, handler }: ApiRouteProps) {
    super(scope, id)
    const integration = new CfnIntegration(this, 'Integration', {
      apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.functionArn,
      payloadFormatVersion: '2.0',
    })
    new CfnRoute(this, 'Route', {
      apiId,
      routeKey: `${route.method} ${route.path}`,
      authorizationType: 'AWS_IAM',
      target: `integrations/${integration.ref}`,
    })
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: routeArn(this, apiId, route),
    })
  }
}
