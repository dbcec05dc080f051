import type { Authorization, Principal } from '../aws-service.ts'
import type { Decision } from './decide.ts'

/** IAM's own sentence for a refused call (IAM User Guide, "Troubleshoot access denied error messages"). */
export const accessDeniedMessage = (
  principal: Pick<Principal, 'arn'>,
  { action, resource }: Authorization,
  { result }: Decision,
): string => {
  const reason =
    result === 'explicitly denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`
}
