import { type Authorization, AwsError, type AwsService, type ServiceCall } from '../aws-service.ts'
import { createAwsJson } from '../protocols/aws-json.ts'
import { refuseUnknownMembers } from '../protocols/refuse-unknown-members.ts'
import type { Store } from '../state/store.ts'
import { createKeys, type Keys, type SigningKey } from './keys.ts'

interface KmsInput {
  KeyId?: unknown
  Message?: unknown
  MessageType?: unknown
  SigningAlgorithm?: unknown
}

/** Members that each operation takes here; any other is refused aloud. */
const members = {
  DescribeKey: ['KeyId'],
  GetPublicKey: ['KeyId'],
  Sign: ['KeyId', 'Message', 'MessageType', 'SigningAlgorithm'],
} as const
type Operation = keyof typeof members

const longestMessage = 4096
const facts = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', SigningAlgorithms: ['ECDSA_SHA_256'] }

const invalid = (message: string) => new AwsError('ValidationException', 400, message)

const keyIdOf = ({ KeyId: keyId }: KmsInput): string => {
  if (typeof keyId === 'string' && keyId !== '') return keyId
  throw invalid(
    "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
  )
}

const describe = (key: SigningKey, accountId: string) => ({
  KeyMetadata: {
    AWSAccountId: accountId,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    CustomerMasterKeySpec: facts.KeySpec,
    Description: key.description,
    Enabled: true,
    KeyId: key.keyId,
    KeyManager: 'CUSTOMER',
    KeyState: 'Enabled',
    MultiRegion: false,
    Origin: 'AWS_KMS',
    ...facts,
  },
})

const signed = (
  key: SigningKey,
  { Message: message, MessageType: type = 'RAW', SigningAlgorithm: algorithm }: KmsInput,
) => {
  if (algorithm !== 'ECDSA_SHA_256')
    throw new AwsError(
      'InvalidKeyUsageException',
      400,
      `${key.arn} signs with ECDSA_SHA_256, not ${String(algorithm)}.`,
    )
  if (type !== 'RAW') throw invalid(`The local KMS signs a Message of the type RAW, not ${String(type)}.`)
  const bytes = Buffer.from(typeof message === 'string' ? message : '', 'base64')
  if (bytes.length === 0 || bytes.length > longestMessage)
    throw invalid(`Message must have 1 to ${longestMessage} bytes, not ${bytes.length}.`)
  return { KeyId: key.arn, Signature: key.sign(bytes).toString('base64'), SigningAlgorithm: algorithm }
}

export interface LocalKms {
  service: AwsService
  keys: Keys
}

/**
 * KMS, as much of it as signing with a P-256 key takes: Sign, GetPublicKey, DescribeKey. Keys come from templates alone.
 * Source: KMS API reference, protocol awsJson1.1.
 */
export const createKms = (place: {
  region: string
  accountId: string
  clock: () => number
  store: Store
}): LocalKms => {
  const keys = createKeys(place)
  const protocol = createAwsJson({
    service: 'KMS',
    version: '1.1',
    targetPrefix: 'TrentService',
    operations: Object.keys(members),
  })
  const inputOf = ({ operation, input }: ServiceCall): KmsInput => {
    refuseUnknownMembers(`KMS ${operation}`, input as object, members[operation as Operation])
    return input as KmsInput
  }
  return {
    keys,
    service: {
      signingNames: ['kms'],
      name: 'kms',
      route: protocol.route,
      authorizations: (call): Authorization[] => {
        const reference = keyIdOf(inputOf(call))
        const alias = /(alias\/.+)$/.exec(reference)?.[1]
        // Developer guide, "kms:RequestAlias": the alias that the request itself names, and only then.
        const context = alias === undefined ? {} : { context: { 'kms:RequestAlias': alias } }
        return [{ action: `kms:${call.operation}`, resource: keys.find(reference).arn, ...context }]
      },
      handle: async (call) => {
        const input = inputOf(call)
        const key = keys.find(keyIdOf(input))
        if (call.operation === 'DescribeKey') return protocol.answer(describe(key, place.accountId))
        if (call.operation === 'GetPublicKey')
          return protocol.answer({
            KeyId: key.arn,
            PublicKey: key.publicKey.toString('base64'),
            CustomerMasterKeySpec: facts.KeySpec,
            ...facts,
          })
        return protocol.answer(signed(key, input))
      },
      renderError: protocol.renderError,
    },
  }
}
