import { GetTopicRuleCommand, ListTopicRulesCommand } from '@aws-sdk/client-iot'
import type { ProofWorld } from './proof-world.ts'

/** One action on one resource that a role allows. */
export interface Granted {
  /** Folder of the function, or `rule <name>`. */
  owner: string
  roleName: string
  action: string
  /** As the role has it. */
  resource: string
}

/** The end of an ARN that says what it is: `table/mintmark-dev-registry/index/byOrder`, `cert/*`. */
export const tailOf = (resource: string): string => resource.split(':').slice(5).join(':') || resource

const grantsOf = ({ cloud }: ProofWorld, owner: string, roleArn: string): Granted[] => {
  const { name: roleName } = cloud.roles.byArn(roleArn)
  return cloud.roles.statements(roleName).flatMap(({ effect, actions, notActions, resources, notResources }) => {
    if (effect !== 'Allow' || notActions || notResources)
      throw new Error(`the role ${roleName} of ${owner} has a statement that is no plain grant`)
    return actions.flatMap((action) => resources.map((resource) => ({ owner, roleName, action, resource })))
  })
}

/** Everything that functions and topic rules may do, as it is deployed. */
export const grantedActions = async (world: ProofWorld): Promise<Granted[]> => {
  const { cloud, iot } = world
  const ofFunctions = cloud.functions
    .names()
    .flatMap((name) => grantsOf(world, name.replace('mintmark-dev-', ''), cloud.functions.get(name).roleArn))
  const { rules = [] } = await iot.send(new ListTopicRulesCommand({}))
  const ofRules = await Promise.all(
    rules.map(async ({ ruleName }) => {
      const { rule } = await iot.send(new GetTopicRuleCommand({ ruleName }))
      const roleArns = new Set([...(rule?.actions ?? []), rule?.errorAction].map((action) => action?.sqs?.roleArn))
      return [...roleArns].flatMap((arn) => grantsOf(world, `rule ${ruleName}`, arn ?? ''))
    }),
  )
  return [...ofFunctions, ...ofRules.flat()]
}
