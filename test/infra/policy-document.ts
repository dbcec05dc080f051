export interface Statement {
  Effect: 'Allow' | 'Deny'
  Action: string | string[]
  Resource: string | string[]
  Principal?: unknown
  Condition?: Record<string, Record<string, string>>
}

export interface PolicyDocument {
  Statement: Statement[]
}

export interface RoleProperties {
  AssumeRolePolicyDocument: PolicyDocument
  ManagedPolicyArns?: string[]
  Policies?: { PolicyName: string; PolicyDocument: PolicyDocument }[]
}

export const listOf = (oneOrMore: string | string[]) => [oneOrMore].flat()

/** IAM's `*` and `?`; like IAM's, `*` runs across slashes. */
export const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text)
