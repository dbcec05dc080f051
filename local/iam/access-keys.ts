import type { Principal } from '../aws-service.ts'
import { newAccessKey } from './identifiers.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** What the local cloud knows about an access key. */
export interface AccessKey extends Credentials {
  principal: Principal
  /** Who calls, as fault rules and call records name it: a function's or a user's name. */
  caller: string
  /** When a session ends, in milliseconds since 1970; other keys never do. */
  expiresAt?: number
  /** Ends the process that holds the key (a function's worker), for the fault `kill-caller`. */
  kill?: () => void
}

export interface AccessKeys {
  add(key: AccessKey): void
  /** Makes a random key for `principal`, whose own `accessKeyId` is filled in. */
  issue(
    principal: Omit<Principal, 'accessKeyId'>,
    caller: string,
    options?: { isTemporary?: boolean; expiresAt?: number; kill?: () => void },
  ): AccessKey
  revoke(accessKeyId: string): void
  find(accessKeyId: string): AccessKey | undefined
}

/** The access keys that the local cloud accepts. */
export const createAccessKeys = (): AccessKeys => {
  const keys = new Map<string, AccessKey>()
  const add = (key: AccessKey) => void keys.set(key.accessKeyId, key)
  return {
    add,
    issue: (principal, caller, { isTemporary = false, expiresAt, kill } = {}) => {
      const fresh = newAccessKey(isTemporary)
      const key = {
        ...fresh,
        principal: { ...principal, accessKeyId: fresh.accessKeyId },
        caller,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(kill === undefined ? {} : { kill }),
      }
      add(key)
      return key
    },
    revoke: (accessKeyId) => void keys.delete(accessKeyId),
    find: (accessKeyId) => keys.get(accessKeyId),
  }
}
