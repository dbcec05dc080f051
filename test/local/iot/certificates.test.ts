import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import {
  CreateCertificateFromCsrCommand,
  CreateKeysAndCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RegisterCertificateCommand,
  RegisterCertificateWithoutCACommand,
  UpdateCertificateCommand,
} from '@aws-sdk/client-iot'
import { openStore } from '../../../local/state/store.ts'
import { accountId, ecKey, refusal, region, startControlPlane } from './support/control-plane.ts'
import { csrOf, openssl } from './support/csr.ts'

type ControlPlane = Awaited<ReturnType<typeof startControlPlane>>
let plane: ControlPlane
beforeAll(async () => {
  plane = await startControlPlane()
})

const mint = async (csr: string, setAsActive?: boolean) =>
  plane.client.send(new CreateCertificateFromCsrCommand({ certificateSigningRequest: csr, setAsActive }))
const describeCertificate = async (certificateId: string | undefined) =>
  (await plane.client.send(new DescribeCertificateCommand({ certificateId }))).certificateDescription
const thumbprint = (pem = '') => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')

test('a certificate from a CSR carries the CSR key and subject, and is INACTIVE', async () => {
  const key = ecKey()
  const {
    certificateId,
    certificateArn,
    certificatePem = '',
  } = await mint(csrOf(key.privateKey, { commonName: 'imei' }))
  const certificate = new X509Certificate(certificatePem)
  expect(certificate.publicKey.export({ type: 'spki', format: 'pem' })).toBe(key.publicKey)
  expect(certificate.checkPrivateKey(createPrivateKey(key.privateKey))).toBe(true)
  expect(certificate.subject).toBe('CN=imei')
  expect(certificate.issuer).toBe('OU=Amazon Web Services O=Amazon.com Inc. L=Seattle ST=Washington C=US')
  expect(new Date(certificate.validTo).toISOString()).toBe('2049-12-31T23:59:59.000Z')
  expect(certificateId).toBe(thumbprint(certificatePem))
  expect(certificateArn).toBe(`arn:aws:iot:${region}:${accountId}:cert/${certificateId}`)
  expect(await describeCertificate(certificateId)).toMatchObject({
    status: 'INACTIVE',
    certificateMode: 'DEFAULT',
    certificatePem,
    ownedBy: accountId,
    customerVersion: 1,
    creationDate: new Date('2026-11-22T10:00:00Z'),
    validity: { notAfter: new Date('2049-12-31T23:59:59Z') },
  })
})

test('the same CSR again gives another certificate for the same key', async () => {
  const csr = csrOf(ecKey().privateKey)
  const [first, second] = [await mint(csr), await mint(csr, true)]
  expect(second.certificateId).not.toBe(first.certificateId)
  expect((await describeCertificate(second.certificateId))?.status).toBe('ACTIVE')
  expect(new X509Certificate(first.certificatePem ?? '').subject).toBe('CN=AWS IoT Certificate')
})

test('a CSR with NULL parameters beside ECDSA, as modems write it, is accepted', async () => {
  expect((await mint(csrOf(ecKey().privateKey, { nullParameters: true }))).certificateId).toMatch(/^[0-9a-f]{64}$/)
})

const pem = { type: 'pkcs8', format: 'pem' } as const
test.each([
  ['no CSR', 'hello'],
  ['an empty text', ''],
  ['a certificate instead of a CSR', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'],
  ['broken DER', '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n'],
  ['a broken signature', csrOf(ecKey().privateKey, { breakSignature: true })],
  ['RSA of 1024 bits', csrOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pem).toString())],
  ['another curve', csrOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export(pem).toString())],
  ['more than 4096 characters', csrOf(ecKey().privateKey) + '\n'.repeat(4096)],
])('%s is an invalid request', async (_what, csr) => {
  expect(await refusal(mint(csr))).toBe('InvalidRequestException 400')
})

test('an unverified CSR signature is a switch', async () => {
  const lenient = await startControlPlane({ switches: { csrSignature: 'ignored', certificateSubject: 'aws' } })
  const { certificatePem = '' } = await lenient.client.send(
    new CreateCertificateFromCsrCommand({
      certificateSigningRequest: csrOf(ecKey().privateKey, { breakSignature: true, commonName: 'imei' }),
    }),
  )
  expect(new X509Certificate(certificatePem).subject).toBe('CN=AWS IoT Certificate')
})

test('a key made by the cloud is RSA-2048 in PKCS#1, fits its certificate and is stored nowhere', async () => {
  const store = openStore()
  const puts: string[] = []
  const spied = {
    ...store,
    collection: <T>(name: string) => {
      const collection = store.collection<T>(name)
      return {
        ...collection,
        put: (key: string, value: T) => {
          puts.push(JSON.stringify(value))
          collection.put(key, value)
        },
      }
    },
  }
  const own = await startControlPlane({ store: spied })
  const {
    keyPair,
    certificatePem = '',
    certificateId,
  } = await own.client.send(new CreateKeysAndCertificateCommand({ setAsActive: true }))
  const key = createPrivateKey(keyPair?.PrivateKey ?? '')
  expect(keyPair?.PrivateKey).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/)
  expect(keyPair?.PublicKey).toBe(createPublicKey(key).export({ type: 'spki', format: 'pem' }))
  expect(key.asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(new X509Certificate(certificatePem).checkPrivateKey(key)).toBe(true)
  expect(puts.some((text) => text.includes(certificateId ?? '?'))).toBe(true)
  const secret = key.export({ type: 'pkcs8', format: 'der' }).toString('base64').slice(60, 120)
  const body = (keyPair?.PrivateKey ?? '').split('\n')[3] ?? ''
  expect(puts.filter((text) => text.includes(secret) || text.includes(body))).toEqual([])
})

test('state changes follow the rules: never to pending, REVOKED is final, the same again is accepted', async () => {
  const { certificateId } = await mint(csrOf(ecKey().privateKey))
  const update = (newStatus: string) =>
    refusal(plane.client.send(new UpdateCertificateCommand({ certificateId, newStatus: newStatus as 'ACTIVE' })))
  expect(await update('PENDING_ACTIVATION')).toBe('InvalidRequestException 400')
  expect(await update('ACTIVE')).toBe('accepted')
  expect(await update('ACTIVE')).toBe('accepted')
  expect((await describeCertificate(certificateId))?.customerVersion).toBe(2)
  expect(await update('REVOKED')).toBe('accepted')
  expect(await update('ACTIVE')).toBe('CertificateStateException 406')
})

test('an ACTIVE certificate is not deleted, an INACTIVE one is, and then it is not found', async () => {
  const { certificateId } = await mint(csrOf(ecKey().privateKey), true)
  const remove = () => refusal(plane.client.send(new DeleteCertificateCommand({ certificateId })))
  expect(await remove()).toBe('CertificateStateException 406')
  await plane.client.send(new UpdateCertificateCommand({ certificateId, newStatus: 'INACTIVE' }))
  expect(await remove()).toBe('accepted')
  expect(await remove()).toBe('ResourceNotFoundException 404')
})

test('the list is newest first, in pages that deletions do not shift', async () => {
  const own = await startControlPlane()
  const ids: (string | undefined)[] = []
  for (let index = 0; index < 5; index += 1) {
    const csr = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrOf(ecKey().privateKey) })
    ids.unshift((await own.client.send(csr)).certificateId)
  }
  const page = (marker?: string) => own.client.send(new ListCertificatesCommand({ pageSize: 2, marker }))
  const idsOf = (answer: Awaited<ReturnType<typeof page>>) => answer.certificates?.map((row) => row.certificateId)
  const first = await page()
  expect(idsOf(first)).toEqual(ids.slice(0, 2))
  await own.client.send(new DeleteCertificateCommand({ certificateId: ids[0] }))
  const second = await page(first.nextMarker)
  expect(idsOf(second)).toEqual(ids.slice(2, 4))
  const third = await page(second.nextMarker)
  expect(idsOf(third)).toEqual(ids.slice(4))
  expect(third.nextMarker).toBeUndefined()
  const oldest = await own.client.send(new ListCertificatesCommand({ pageSize: 1, ascendingOrder: true }))
  expect(idsOf(oldest)).toEqual([ids[4]])
  expect(await refusal(own.client.send(new ListCertificatesCommand({ pageSize: 251 })))).toBe(
    'InvalidRequestException 400',
  )
})

test('a certificate registered without a CA is SNI_ONLY, and the second time a conflict names the first', async () => {
  const other = await startControlPlane()
  const { certificatePem } = await other.client.send(
    new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrOf(ecKey().privateKey) }),
  )
  const register = (status?: 'ACTIVE' | 'PENDING_ACTIVATION') =>
    plane.client.send(new RegisterCertificateWithoutCACommand({ certificatePem, status }))
  expect(await refusal(register('PENDING_ACTIVATION'))).toBe('CertificateStateException 406')
  const { certificateId } = await register('ACTIVE')
  expect(await describeCertificate(certificateId)).toMatchObject({ certificateMode: 'SNI_ONLY', status: 'ACTIVE' })
  await expect(register()).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
    $metadata: { httpStatusCode: 409 },
    resourceId: certificateId,
  })
  expect(await refusal(plane.client.send(new RegisterCertificateCommand({ certificatePem })))).toBe(
    'CertificateValidationException 400',
  )
})

test('certificates, their authority and their order survive a restart', async () => {
  const store = openStore()
  const before = await startControlPlane({ store })
  const csr = new CreateCertificateFromCsrCommand({ certificateSigningRequest: csrOf(ecKey().privateKey) })
  const first = await before.client.send(csr)
  const after = await startControlPlane({ store })
  const second = await after.client.send(csr)
  const list = await after.client.send(new ListCertificatesCommand({}))
  expect(list.certificates?.map((row) => row.certificateId)).toEqual([second.certificateId, first.certificateId])
  const root = await after.core.rootCaPem()
  expect(root).toBe(await before.core.rootCaPem())
  for (const { certificatePem = '' } of [first, second]) {
    const files = { 'root.pem': root, 'device.pem': certificatePem }
    expect(
      openssl(['verify', '-x509_strict', '-attime', '1800000000', '-CAfile', 'root.pem', 'device.pem'], files),
    ).toBe('device.pem: OK\n')
  }
})
