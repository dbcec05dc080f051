import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { AwsError } from '../aws-service.ts'
import type { Store } from '../state/store.ts'

interface KeyRow {
  keyId: string
  description: string
  /** PKCS#8, base64: a key of the local cloud itself. On AWS it never leaves the HSM. */
  key: string
  createdAt: number
}

export interface SigningKey {
  keyId: string
  arn: string
  description: string
  createdAt: number
  /** DER of the SubjectPublicKeyInfo. */
  publicKey: Buffer
  /** DER of an ECDSA signature with SHA-256 (KMS API reference, "Sign"). */
  sign(message: Uint8Array): Buffer
}

export interface Keys {
  /** The key made for a template's resource; made at its first deployment, then kept. */
  ensure(resource: string, description: string): SigningKey
  /** Points an alias, written `alias/…`, to a key by ID or ARN. */
  setAlias(alias: string, target: string): void
  /** Finds a key by ID, ARN, alias or ARN of an alias; throws NotFoundException as KMS does. */
  find(reference: string): SigningKey
}

/** P-256 signing keys, the one kind that the local cloud has, and their aliases. */
export const createKeys = ({
  region,
  accountId,
  clock,
  store,
}: {
  region: string
  accountId: string
  clock: () => number
  store: Store
}): Keys => {
  const rows = store.collection<KeyRow>('kms-keys')
  const aliases = store.collection<string>('kms-aliases')
  const prefix = `arn:aws:kms:${region}:${accountId}:`

  const open = ({ keyId, description, key, createdAt }: KeyRow): SigningKey => {
    const privateKey: KeyObject = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' })
    return {
      keyId,
      arn: `${prefix}key/${keyId}`,
      description,
      createdAt,
      publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
      sign: (message) => sign('sha256', message, privateKey),
    }
  }
  const make = (description: string): KeyRow => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
    return { keyId: randomUUID(), description, key, createdAt: clock() }
  }
  const byId = (keyId: string) => rows.entries().find(([, row]) => row.keyId === keyId)?.[1]

  const find = (reference: string): SigningKey => {
    const name = reference.startsWith(prefix) ? reference.slice(prefix.length) : reference
    const isAlias = name.startsWith('alias/')
    const keyId = isAlias ? aliases.get(name) : name.replace(/^key\//, '')
    const row = keyId === undefined ? undefined : byId(keyId)
    if (row !== undefined) return open(row)
    const what = isAlias ? 'Alias' : 'Key'
    const arn = name.startsWith('arn:') ? name : `${prefix}${isAlias || name.startsWith('key/') ? name : `key/${name}`}`
    throw new AwsError('NotFoundException', 400, `${what} ${arn} is not found.`)
  }
  return {
    ensure: (resource, description) => {
      const row = { ...(rows.get(resource) ?? make(description)), description }
      rows.put(resource, row)
      return open(row)
    },
    setAlias: (alias, target) => aliases.put(alias, find(target).keyId),
    find,
  }
}
