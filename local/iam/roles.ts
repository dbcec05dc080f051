import { uniqueId } from './identifiers.ts'
import { managedPolicies } from './managed-policies.ts'
import { PolicyError, parsePolicy, type Statement } from './policy-document.ts'

export interface Role {
  name: string
  arn: string
  id: string
  trust: readonly Statement[]
  /** Seconds. */
  maxSessionDuration: number
}

export interface Roles {
  add(role: { name: string; path?: string; trust: unknown; maxSessionDuration?: number }): Role
  /** Adds the statements of an inline policy. Throws `PolicyError` for what IAM evaluation here does not know. */
  putPolicy(roleName: string, policyName: string, document: unknown): void
  /** Makes a customer-managed policy known under its ARN. */
  addManagedPolicy(arn: string, document: unknown): void
  /** Attaches a managed policy; one of AWS's own must be in `managed-policies.ts`. */
  attach(roleName: string, policyArn: string): void
  /** Statements of a managed policy, of AWS's own or the template's. Throws `PolicyError` for one that is unknown. */
  managedStatements(policyArn: string): readonly Statement[]
  byName(name: string): Role
  byArn(arn: string): Role
  statements(roleName: string): readonly Statement[]
  /** Denies an action to a role, on every resource or those of one pattern, until undone: how tests prove that a grant is needed. */
  deny(roleName: string, action: string, resource?: string): () => void
}

/** The account's roles with the statements that speak for them. */
export const createRoles = (accountId: string): Roles => {
  const roles = new Map<string, { role: Role; statements: Statement[] }>()
  const managed = new Map<string, Statement[]>()
  for (const [name, document] of Object.entries(managedPolicies)) {
    const arn = `arn:aws:iam::aws:policy/${name}`
    managed.set(arn, parsePolicy(document, arn))
  }
  const entry = (name: string) => {
    const found = roles.get(name)
    if (found === undefined)
      throw new PolicyError(`there is no role ${name}; known: ${[...roles.keys()].join(', ') || 'none'}`)
    return found
  }
  const managedStatements = (policyArn: string): readonly Statement[] => {
    const statements = managed.get(policyArn)
    if (statements === undefined)
      throw new PolicyError(
        `the managed policy ${policyArn} is unknown to the local cloud: it is in no template, and not in local/iam/managed-policies.ts`,
      )
    return statements
  }
  return {
    add: ({ name, path = '/', trust: document, maxSessionDuration = 3600 }) => {
      const arn = `arn:aws:iam::${accountId}:role${path}${name}`
      const trust = parsePolicy(document, `trust policy of role ${name}`)
      const role = { name, arn, id: uniqueId('AROA', arn), trust, maxSessionDuration }
      roles.set(name, { role, statements: [] })
      return role
    },
    putPolicy: (roleName, policyName, document) =>
      void entry(roleName).statements.push(...parsePolicy(document, `role ${roleName}, policy ${policyName}`)),
    addManagedPolicy: (arn, document) => void managed.set(arn, parsePolicy(document, arn)),
    attach: (roleName, policyArn) => void entry(roleName).statements.push(...managedStatements(policyArn)),
    managedStatements,
    byName: (name) => entry(name).role,
    byArn: (arn) => {
      const found = [...roles.values()].find(({ role }) => role.arn === arn)
      if (found === undefined) throw new PolicyError(`there is no role ${arn}`)
      return found.role
    },
    statements: (roleName) => entry(roleName).statements,
    deny: (roleName, action, resource = '*') => {
      const { statements } = entry(roleName)
      const [statement] = parsePolicy(
        { Statement: [{ Effect: 'Deny', Action: action, Resource: resource }] },
        `role ${roleName}, denied for a test`,
      )
      if (statement !== undefined) statements.push(statement)
      return () => {
        const index = statement === undefined ? -1 : statements.indexOf(statement)
        if (index >= 0) statements.splice(index, 1)
      }
    },
  }
}
