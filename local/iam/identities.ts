import type { Authorization, Principal } from '../aws-service.ts'
import type { Store } from '../state/store.ts'
import { type AccessKeys, type Credentials, createAccessKeys } from './access-keys.ts'
import type { ConditionContext } from './conditions.ts'
import { type Decision, decide } from './decide.ts'
import { newAccessKey, uniqueId } from './identifiers.ts'
import { parsePolicy, type Statement } from './policy-document.ts'
import { createRoles, type Roles } from './roles.ts'

interface UserRecord extends Credentials {
  policy: unknown
  managedPolicyArns: readonly string[]
}

export interface User extends Credentials {
  arn: string
}

export interface Identities {
  roles: Roles
  keys: AccessKeys
  /** Makes a user with one access key, an inline policy and managed ones by ARN; an existing one keeps its key and gets the new policies. */
  putUser(name: string, policy: unknown, managedPolicyArns?: readonly string[]): User
  /** Replaces the resource policy of a queue or topic. */
  putResourcePolicy(resourceArn: string, document: unknown): void
  /** Judges what a signed-in caller may do. */
  authorize(principal: Principal, wanted: Authorization): Decision
  /** Judges whether a service may act in a role, by the role's trust policy; `action` is sts:AssumeRole by default. */
  assumeRole(roleArn: string, service: string, source: ConditionContext, action?: string): Decision
  /** Judges what a service acting in a role may do, trust policy included; `source` fills aws:SourceArn and aws:SourceAccount. */
  authorizeRole(roleArn: string, service: string, source: ConditionContext, wanted: Authorization): Decision
  /** Judges what a service may do on a resource in its own name, by the resource's policy alone. */
  authorizeService(service: string, source: ConditionContext, wanted: Authorization): Decision
}

const stronger = (decisions: Decision[]): Decision =>
  decisions.find(({ result }) => result === 'explicitly denied') ??
  decisions.find(({ result }) => result === 'allowed') ?? { result: 'implicitly denied' }

/** Users, roles, access keys and resource policies of the local account; users live in the state, roles in the templates. */
export const createIdentities = ({
  accountId,
  region,
  store,
}: {
  accountId: string
  region: string
  store: Store
}): Identities => {
  const roles = createRoles(accountId)
  const keys = createAccessKeys()
  const users = store.collection<UserRecord>('iam-users')
  const userStatements = new Map<string, () => readonly Statement[]>()
  const resourcePolicies = new Map<string, Statement[]>()

  const knowUser = (name: string, record: UserRecord): User => {
    const { policy, managedPolicyArns, accessKeyId, secretAccessKey } = record
    const arn = `arn:aws:iam::${accountId}:user/${name}`
    const inline = parsePolicy(policy, `user ${name}`)
    // Looked up when asked, since users are known before the templates that bring managed policies.
    userStatements.set(arn, () => [...inline, ...managedPolicyArns.flatMap(roles.managedStatements)])
    const principal: Principal = { kind: 'user', arn, accountId, accessKeyId, userId: uniqueId('AIDA', arn) }
    keys.add({ accessKeyId, secretAccessKey, principal, caller: name })
    return { arn, accessKeyId, secretAccessKey }
  }
  for (const [name, record] of users.entries()) knowUser(name, record)

  const roleNameOf = (arn: string) => arn.split('/').at(-2) ?? ''
  const statementsOf = (principal: Principal): readonly Statement[] =>
    principal.kind === 'role'
      ? roles.statements(roleNameOf(principal.arn))
      : (userStatements.get(principal.arn)?.() ?? [])

  // Loopback stands in for TLS: a policy that denies plain HTTP (enforceSSL) means what leaves the machine.
  const common = { 'aws:SecureTransport': true, 'aws:RequestedRegion': region }
  const onResource = (request: Parameters<typeof decide>[1]) =>
    decide(resourcePolicies.get(request.resource) ?? [], request)

  const assumeRole = (roleArn: string, service: string, source: ConditionContext, action = 'sts:AssumeRole') =>
    decide(roles.byArn(roleArn).trust, {
      action,
      resource: '*',
      context: { ...common, ...source },
      principal: { service },
    })

  return {
    roles,
    keys,
    putUser: (name, policy, managedPolicyArns = []) => {
      const { accessKeyId, secretAccessKey } = users.get(name) ?? newAccessKey(false)
      const record = { policy, managedPolicyArns, accessKeyId, secretAccessKey }
      const user = knowUser(name, record)
      users.put(name, record)
      return user
    },
    putResourcePolicy: (resourceArn, document) =>
      void resourcePolicies.set(resourceArn, parsePolicy(document, `resource policy of ${resourceArn}`)),
    authorize: (principal, { action, resource, context = {} }) => {
      if (principal.kind === 'root') return { result: 'allowed' }
      const role = principal.kind === 'role' ? roles.byName(roleNameOf(principal.arn)) : undefined
      const request = {
        action,
        resource,
        context: {
          ...common,
          'aws:PrincipalArn': role?.arn ?? principal.arn,
          'aws:PrincipalAccount': principal.accountId,
          ...context,
        },
        principal: { arns: [principal.arn, ...(role === undefined ? [] : [role.arn])], accountId: principal.accountId },
      }
      return stronger([decide(statementsOf(principal), request), onResource(request)])
    },
    assumeRole,
    authorizeRole: (roleArn, service, source, { action, resource, context = {} }) => {
      const role = roles.byArn(roleArn)
      const trusted = assumeRole(roleArn, service, source)
      if (trusted.result !== 'allowed') return trusted
      const request = {
        action,
        resource,
        context: { ...common, 'aws:PrincipalArn': role.arn, 'aws:PrincipalAccount': accountId, ...context },
        principal: { arns: [role.arn], accountId },
      }
      return stronger([decide(roles.statements(role.name), request), onResource(request)])
    },
    authorizeService: (service, source, { action, resource, context = {} }) =>
      onResource({ action, resource, context: { ...common, ...source, ...context }, principal: { service } }),
  }
}
