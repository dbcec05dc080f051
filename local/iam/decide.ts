import { type ConditionContext, conditionHolds } from './conditions.ts'
import type { Statement } from './policy-document.ts'
import { matchesArn, matchesWildcard } from './wildcard.ts'

export interface AccessRequest {
  action: string
  resource: string
  context: ConditionContext
  /** Compared with `Principal` where statements have one; a service is its host name, e.g. `iot.amazonaws.com`. */
  principal?: { arns: readonly string[]; accountId: string } | { service: string }
}

export interface Decision {
  result: 'allowed' | 'explicitly denied' | 'implicitly denied'
  /** The statement that decided; none when nothing matched. */
  statement?: Statement
}

const coversAction = ({ actions, notActions }: Statement, action: string) =>
  actions.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())) !== notActions

const coversResource = ({ resources, notResources }: Statement, resource: string) =>
  resources.some((pattern) => matchesArn(pattern, resource)) !== notResources

const coversPrincipal = ({ effect, principals }: Statement, principal: AccessRequest['principal']) => {
  if (principals === undefined) return true
  return principals.some(({ type, value }) => {
    if (type === '*') return true
    if (principal === undefined) return false
    if ('service' in principal) return type === 'Service' && value === principal.service
    const account = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(value)?.[1]
    // Allowing an account only hands the decision on to its own policies; denying it denies everybody in it.
    const isWholeAccount = effect === 'Deny' && account === principal.accountId
    return type === 'AWS' && (principal.arns.includes(value) || isWholeAccount)
  })
}

/**
 * IAM's evaluation over one set of statements: an explicit deny beats every allow, nothing that matches is a denial.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export const decide = (statements: readonly Statement[], request: AccessRequest): Decision => {
  const matching = statements.filter(
    (statement) =>
      coversAction(statement, request.action) &&
      coversResource(statement, request.resource) &&
      coversPrincipal(statement, request.principal) &&
      conditionHolds(statement.condition, request.context),
  )
  const deny = matching.find(({ effect }) => effect === 'Deny')
  if (deny !== undefined) return { result: 'explicitly denied', statement: deny }
  const allow = matching.find(({ effect }) => effect === 'Allow')
  return allow === undefined ? { result: 'implicitly denied' } : { result: 'allowed', statement: allow }
}
