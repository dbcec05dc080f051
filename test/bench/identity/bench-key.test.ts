import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pendingKey } from '../../../bench/identity/bench-key.ts'
import { readIdentity } from '../../../bench/identity/station-identity.ts'
import { checkCsr } from '../../../core/credential/check-csr.ts'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { testAuthority, testStation } from '../../support/station-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-bench-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

const hashOf = (csrPem: string) => {
  const csr = checkCsr(csrPem)
  if (isRefusal(csr)) throw new Error(csr.refusal)
  return csr.publicKeySha256
}
const certificate = testStation(testAuthority(Date.now()), Date.now()).certificate.toString()

test('the key is P-256, for its owner alone, and the request is signed by it', async () => {
  const key = await pendingKey(join(folder, 'new'), 'bench-1')
  expect(checkCsr(key.csrPem)).toMatchObject({ key: 'EC P-256' })
  await key.keep(certificate)
  expect((await readdir(join(folder, 'new'))).toSorted()).toEqual(['bench-1.crt.pem', 'bench-1.key.pem'])
  expect((await stat(key.keyPath)).mode & 0o777).toBe(0o600)
  expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700)
  expect(createPrivateKey(await readFile(key.keyPath, 'utf8')).asymmetricKeyDetails).toEqual({
    namedCurve: 'prime256v1',
  })
  expect(await readFile(key.certificatePath, 'utf8')).toBe(certificate)
})

test('an enrolment that was stopped goes on with the same key', async () => {
  const first = await pendingKey(folder, 'bench-1')
  const again = await pendingKey(folder, 'bench-1')
  expect(hashOf(again.csrPem)).toBe(hashOf(first.csrPem))
  // The cloud said no to the second run; the first one may have been answered.
  await again.drop()
  expect(await readdir(folder)).toEqual(['bench-1.pending.key.pem'])
})

test('a key that nobody was told of is forgotten', async () => {
  const key = await pendingKey(folder, 'bench-1')
  await key.drop()
  expect(await readdir(folder)).toEqual([])
})

test('the key of the certificate in use stays until the next certificate is here', async () => {
  const first = await pendingKey(folder, 'bench-1')
  await first.keep(certificate)
  const before = await readFile(first.keyPath, 'utf8')
  const second = await pendingKey(folder, 'bench-1')
  expect(hashOf(second.csrPem)).not.toBe(hashOf(first.csrPem))
  expect(await readFile(first.keyPath, 'utf8')).toBe(before)
  await second.keep(certificate)
  expect(await readFile(first.keyPath, 'utf8')).not.toBe(before)
})

test('a directory that cannot be written is named, before anybody is asked', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(pendingKey(join(folder, 'file'), 'bench-1')).rejects.toMatchObject({
    failure: { code: 'station-key-not-written', params: { reason: expect.stringMatching(/ENOTDIR|EEXIST/) } },
  })
})

test('files that do not belong together are told apart, and no error quotes a key', async () => {
  const [a, b] = [
    testStation(testAuthority(Date.now()), Date.now()),
    testStation(testAuthority(Date.now()), Date.now()),
  ]
  const paths = ['a.crt.pem', 'a.key.pem', 'b.key.pem'].map((name) => join(folder, name)) as [string, string, string]
  await writeFile(paths[0], a.certificate.toString())
  await writeFile(paths[1], a.privateKey.export({ format: 'pem', type: 'pkcs8' }))
  await writeFile(paths[2], b.privateKey.export({ format: 'pem', type: 'pkcs8' }))
  expect((await readIdentity(paths[0], paths[1])).certificate).toBeInstanceOf(X509Certificate)
  await expect(readIdentity(paths[0], paths[2])).rejects.toMatchObject({ failure: { code: 'station-key-differs' } })
  await expect(readIdentity(paths[1], paths[1])).rejects.toMatchObject({ failure: { code: 'station-file-unreadable' } })
  const torn = (await readFile(paths[1], 'utf8')).slice(0, 150)
  await chmod(paths[2], 0o600)
  await writeFile(paths[2], torn)
  const error: unknown = await readIdentity(paths[0], paths[2]).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ failure: { code: 'station-file-unreadable' } })
  expect(JSON.stringify((error as { failure: unknown }).failure)).not.toContain(torn.split('\n')[1])
})
