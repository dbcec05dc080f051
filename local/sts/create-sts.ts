import type { AwsService, Principal } from '../aws-service.ts'
import { createAwsQuery } from '../protocols/aws-query.ts'

const identityOf = ({ arn, userId, accountId }: Principal) => ({ Arn: arn, UserId: userId, Account: accountId })

/** The part of STS that tells a caller who it is. Source: STS API Reference, "GetCallerIdentity". */
export const createSts = (): AwsService => {
  const protocol = createAwsQuery({
    service: 'STS',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: ['GetCallerIdentity'],
  })
  return {
    signingNames: ['sts'],
    name: 'sts',
    route: protocol.route,
    // "No permissions are required to perform this operation" (API Reference).
    authorizations: () => [],
    handle: async ({ operation }, caller) => protocol.answer(operation, identityOf(caller)),
    renderError: protocol.renderError,
  }
}
