import { createPublicKey, verify } from 'node:crypto'
import { DescribeKeyCommand, GetPublicKeyCommand, KMSClient, SignCommand, VerifyCommand } from '@aws-sdk/client-kms'
import { inProcess } from '../../../local/in-process.ts'
import { createKms } from '../../../local/kms/create-kms.ts'
import { openStore } from '../../../local/state/store.ts'

const place = { region: 'eu-west-1', accountId: '123456789012', clock: () => Date.UTC(2026, 10, 22) }
const alias = 'alias/mintmark-dev-stations'

const setUp = (store = openStore()) => {
  const { service, keys } = createKms({ ...place, store })
  const key = keys.ensure('a-stack/AuthorityKey', 'CA')
  keys.setAlias(alias, key.arn)
  const kms = new KMSClient({
    region: place.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: inProcess(service),
    maxAttempts: 1,
  })
  return { kms, key, service, keys }
}

const Message = Buffer.from('to be signed')
const signing = { Message, MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const

test('what it signs verifies with the public key that it gives, under ID, ARN and alias', async () => {
  const { kms, key } = setUp()
  for (const KeyId of [key.keyId, key.arn, alias, key.arn.replace(`key/${key.keyId}`, alias)]) {
    const { PublicKey: der = [], KeySpec } = await kms.send(new GetPublicKeyCommand({ KeyId }))
    const { Signature = new Uint8Array() } = await kms.send(new SignCommand({ KeyId, ...signing }))
    const publicKey = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' })
    expect([KeyId, KeySpec, verify('sha256', Message, publicKey, Signature)]).toEqual([KeyId, 'ECC_NIST_P256', true])
  }
  expect((await kms.send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata).toMatchObject({
    Arn: key.arn,
    KeyUsage: 'SIGN_VERIFY',
    KeyState: 'Enabled',
  })
})

test('a key is what it was after a restart; another resource has another one', () => {
  const store = openStore()
  const before = setUp(store)
  const after = setUp(store)
  expect(after.key.keyId).toBe(before.key.keyId)
  expect(after.key.publicKey).toEqual(before.key.publicKey)
  expect(after.keys.ensure('another/Key', '').publicKey).not.toEqual(before.key.publicKey)
})

test.each([
  [
    'an alias of nothing',
    { KeyId: 'alias/none' },
    'NotFoundException',
    'Alias arn:aws:kms:eu-west-1:123456789012:alias/none is not found.',
  ],
  [
    'a key that is not there',
    { KeyId: '12345678' },
    'NotFoundException',
    'Key arn:aws:kms:eu-west-1:123456789012:key/12345678 is not found.',
  ],
  [
    'an algorithm of other keys',
    { SigningAlgorithm: 'RSASSA_PSS_SHA_256' as const },
    'InvalidKeyUsageException',
    'signs with ECDSA_SHA_256',
  ],
  ['a digest', { MessageType: 'DIGEST' as const }, 'ValidationException', 'of the type RAW, not DIGEST'],
  ['more than 4096 bytes', { Message: Buffer.alloc(4097) }, 'ValidationException', '1 to 4096 bytes, not 4097'],
  ['a member it does not know', { DryRun: true }, 'ValidationException', 'does not know DryRun'],
])('refuses %s', async (_, change, name, text) => {
  const { kms } = setUp()
  await expect(kms.send(new SignCommand({ KeyId: alias, ...signing, ...change }))).rejects.toMatchObject({
    name,
    message: expect.stringContaining(text),
  })
})

test('an operation that it does not have is named with those that it has', async () => {
  const { kms } = setUp()
  await expect(kms.send(new VerifyCommand({ KeyId: alias, ...signing, Signature: Message }))).rejects.toMatchObject({
    message: expect.stringContaining('it knows DescribeKey, GetPublicKey, Sign'),
  })
})

test('permission is asked on the key, with the alias that the request names', () => {
  const { service, key } = setUp()
  const wanted = { action: 'kms:Sign', resource: key.arn }
  const call = (KeyId: string) => ({ operation: 'Sign', input: { KeyId, ...signing } })
  expect(service.authorizations(call(alias))).toEqual([{ ...wanted, context: { 'kms:RequestAlias': alias } }])
  expect(service.authorizations(call(key.arn))).toEqual([wanted])
})
