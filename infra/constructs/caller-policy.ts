import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import type { RouteSpec } from '../function-spec.ts'
import { acknowledgeWildcards } from './acknowledge-wildcards.ts'
import { routeArn } from './route-arn.ts'

export interface CallerPolicyProps {
  readonly name: string
  readonly description: string
  readonly apiId: string
  /** The routes its holder may call. */
  readonly routes: readonly RouteSpec[]
}

/** The managed policy to attach to the roles of one kind of caller. */
export class CallerPolicy extends Construct {
  constructor(scope: Construct, id: string, { name, description, apiId, routes }: CallerPolicyProps) {
    super(scope, id)
    const resources = routes.map((route) => routeArn(this, apiId, route))
    const policy = new ManagedPolicy(this, 'Policy', {
      managedPolicyName: name,
      description,
      statements: [new PolicyStatement({ actions: ['execute-api:Invoke'], resources })],
    })
    acknowledgeWildcards(policy, resources, 'Path variables and the one stage are wildcards; method and path are not.')
  }
}
