import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { actionsWithoutResource } from '../grants/actions-without-resource.ts'
import type { Grant } from '../grants/grant.ts'
import { acknowledgeWildcards } from './acknowledge-wildcards.ts'

export interface FunctionRoleProps {
  /** Named in messages. */
  readonly functionName: string
  /** ARN pattern of the log streams it may write. */
  readonly logStreams: string
  readonly grants: readonly Grant[]
}

const refuseTooMuch = ({ functionName, grants }: FunctionRoleProps) => {
  for (const { actions, resources, wildcardReason } of grants) {
    const scopable = actions.filter((action) => !actionsWithoutResource.has(action))
    if (resources.includes('*') && scopable.length > 0)
      throw new Error(`${functionName}: ${scopable.join(', ')} can be limited to a resource; '*' is refused`)
    if (actions.some((action) => action.includes('*')))
      throw new Error(`${functionName}: name the actions one by one instead of ${actions.join(', ')}`)
    if (resources.some((resource) => resource.includes('*')) && wildcardReason === undefined)
      throw new Error(`${functionName}: give ${actions.join(', ')} a wildcardReason for ${resources.join(', ')}`)
  }
}

/** The role of one function: what its grants say, and its own log streams; no managed policy. */
export class FunctionRole extends Construct {
  readonly role: Role

  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    super(scope, id)
    refuseTooMuch(props)
    const ownLogs: Grant = {
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [props.logStreams],
      wildcardReason: 'Lambda makes up the names of the streams; the group belongs to this function alone.',
    }
    const grants = [...props.grants, ownLogs]
    const statements = grants.map(
      ({ actions, resources, conditions }) =>
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: [...actions],
          resources: [...resources],
          ...(conditions && { conditions }),
        }),
    )
    // Inline and not a policy of its own, so that nothing can be invoked between the role and its permissions.
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { grants: new PolicyDocument({ statements }) },
    })
    for (const { resources, wildcardReason } of grants)
      if (wildcardReason !== undefined) acknowledgeWildcards(this.role, resources, wildcardReason)
  }
}
