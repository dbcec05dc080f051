import {
  ActionType,
  GetPolicyCommand,
  type IoTClient,
  paginateListAttachedPolicies,
  ResourceNotFoundException,
  TestAuthorizationCommand,
} from '@aws-sdk/client-iot'
import type { Permission } from '../../../core/diagnosis/diagnosis-facts.ts'

/** Names of the policies on a certificate; none when the certificate is gone. */
export const attachedPolicies = async (iot: IoTClient, target: string): Promise<string[]> => {
  const names: string[] = []
  try {
    for await (const { policies = [] } of paginateListAttachedPolicies({ client: iot }, { target, recursive: true }))
      names.push(...policies.flatMap(({ policyName }) => policyName ?? []))
    return names
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return []
    throw error
  }
}

/** The default version of a policy, as JSON; undefined when there is no such policy. */
export const policyDocument = async (iot: IoTClient, policyName: string): Promise<string | undefined> => {
  try {
    return (await iot.send(new GetPolicyCommand({ policyName }))).policyDocument
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** What AWS says that a certificate may do under the client ID of its thing: connect, and use the device's own topics. */
export const permissionsOf = async (
  iot: IoTClient,
  { principal, fleet, thingName }: { principal: string; fleet: string; thingName: string },
): Promise<Permission[]> => {
  const arn = (resource: string) => principal.replace(/:cert\/.*$/, `:${resource}`)
  const asked = [
    { actionType: ActionType.CONNECT, resources: [arn(`client/${thingName}`)] },
    { actionType: ActionType.PUBLISH, resources: [arn(`topic/dt/${fleet}/${thingName}/doctor`)] },
    { actionType: ActionType.SUBSCRIBE, resources: [arn(`topicfilter/cmd/${fleet}/${thingName}/doctor`)] },
  ]
  const { authResults = [] } = await iot.send(
    new TestAuthorizationCommand({ principal, clientId: thingName, authInfos: asked }),
  )
  return authResults.map(({ authInfo, authDecision, denied }, index) => ({
    action: asked[index]?.actionType ?? ActionType.CONNECT,
    resource: authInfo?.resources?.[0] ?? asked[index]?.resources[0] ?? '',
    decision: authDecision ?? 'unknown',
    deniedBy: (denied?.explicitDeny?.policies ?? []).flatMap(({ policyName }) => policyName ?? []),
  }))
}
