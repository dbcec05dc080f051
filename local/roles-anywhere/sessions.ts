import type { Principal } from '../aws-service.ts'
import type { AccessKey, AccessKeys, Credentials } from '../iam/access-keys.ts'
import type { Role } from '../iam/roles.ts'
import type { Store } from '../state/store.ts'

interface SessionRow extends Credentials {
  principal: Principal
  /** Milliseconds since 1970. */
  expiresAt: number
}

export interface SessionDependencies {
  accountId: string
  /** Milliseconds since 1970. */
  clock: () => number
  store: Store
  keys: AccessKeys
}

/** Sessions of roles: they outlive whoever opened them and, as on AWS, this cloud's restart. */
export const createSessions = ({ accountId, clock, store, keys }: SessionDependencies) => {
  const rows = store.collection<SessionRow>('role-sessions')
  for (const [id, row] of rows.entries()) {
    if (row.expiresAt <= clock()) rows.delete(id)
    else keys.add({ ...row, caller: row.principal.arn })
  }
  return {
    /** Opens a session of a role for so many seconds. */
    open: (role: Role, sessionName: string, seconds: number): AccessKey & { expiresAt: number } => {
      const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`
      const principal = { kind: 'role', arn, accountId, userId: `${role.id}:${sessionName}` } as const
      const expiresAt = clock() + seconds * 1000
      const key = keys.issue(principal, arn, { isTemporary: true, expiresAt })
      const { accessKeyId, secretAccessKey, sessionToken } = key
      rows.put(accessKeyId, {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken === undefined ? {} : { sessionToken }),
        principal: key.principal,
        expiresAt,
      })
      return { ...key, expiresAt }
    },
  }
}
