import { X509Certificate } from 'node:crypto'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { isRefusal } from '../../../core/refusals/refusal.ts'
import { whoCalls } from '../../../lambdas/adapters/registry/who-calls.ts'
import { brokenSignature, csrWith } from '../../support/csr.ts'
import { testAuthority } from '../../support/station-keys.ts'
import { stations, stationWorld } from '../../support/station-world.ts'
import { startUseCaseCloud, type UseCaseCloud } from '../../support/use-case-cloud.ts'

const ops = 'arn:aws:iam::123456789012:user/ops'
const dayMs = 86_400_000

let cloud: UseCaseCloud
let world: Awaited<ReturnType<typeof stationWorld>>
beforeEach(async () => {
  cloud = await startUseCaseCloud()
  world = await stationWorld(cloud)
})
afterEach(() => cloud.stop())

const enrol = async (csr: string, replace = false) => {
  const answer = await world.enroll({ name: 'bench-1', csr, replace }, ops)
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer))
  return answer
}
const who = (principal: string) => whoCalls(world.table, principal, stations)

test('a bench gets a certificate that the trust anchor verifies, over the key that it made', async () => {
  const answer = await enrol(await csrWith('P-256', 'CN=somebody else'))
  const certificate = new X509Certificate(answer.certificatePem)
  const ca = new X509Certificate(world.deployed.trustAnchors[0]?.source.sourceData.x509CertificateData ?? '')
  expect([certificate.checkIssued(ca), certificate.verify(ca.publicKey), certificate.ca]).toEqual([true, true, false])
  expect(certificate.subject).toBe('CN=bench-1')
  expect(answer).toMatchObject({
    name: 'bench-1',
    serial: certificate.serialNumber.toLowerCase(),
    principal: `arn:aws:sts::123456789012:assumed-role/${stations}/${certificate.serialNumber.toLowerCase()}`,
    enrolledBy: ops,
    expiresAt: new Date(cloud.time.now + 365 * dayMs).toISOString(),
  })
  expect(await who(answer.principal)).toBe('bench-1')
})

test('no key and no request is in a row; the certificate is', async () => {
  const csr = await csrWith('P-256')
  await enrol(csr)
  const { Items: rows = [] } = await world.table.client.send(new ScanCommand({ TableName: world.table.name }))
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/PRIVATE KEY|CERTIFICATE REQUEST/)
})

test('the same key asks twice and gets the same certificate; another key is refused unless it replaces', async () => {
  const csr = await csrWith('P-256')
  const first = await enrol(csr)
  cloud.time.now += 1000
  expect(await enrol(csr)).toEqual(first)
  const other = await csrWith('P-256')
  expect(await world.enroll({ name: 'bench-1', csr: other, replace: false }, ops)).toMatchObject({
    refusal: 'station-exists',
    params: { name: 'bench-1', serial: first.serial },
  })
  const second = await enrol(other, true)
  expect(second.serial).not.toBe(first.serial)
  expect(await who(second.principal)).toBe('bench-1')
  expect(await who(first.principal)).toMatchObject({ refusal: 'station-revoked', params: { serial: first.serial } })
})

test('revoked is revoked for the certificate, also when the name is trusted again with another one', async () => {
  const first = await enrol(await csrWith('P-256'))
  cloud.time.now += 1000
  const revokedAt = new Date(cloud.time.now).toISOString()
  expect(await world.revoke('bench-1', ops)).toMatchObject({ name: 'bench-1', revokedAt, revokedBy: ops })
  expect(await who(first.principal)).toMatchObject({ refusal: 'station-revoked', params: { revokedAt } })
  cloud.time.now += 1000
  expect(await world.revoke('bench-1', 'arn:aws:iam::123456789012:user/other')).toMatchObject({
    revokedAt,
    revokedBy: ops,
  })
  const second = await enrol(await csrWith('P-256'))
  expect(second.revokedAt).toBeUndefined()
  expect(await who(second.principal)).toBe('bench-1')
  expect(await who(first.principal)).toMatchObject({ refusal: 'station-revoked', params: { revokedAt } })
})

test('a revoked key does not come back with the certificate that it had', async () => {
  const csr = await csrWith('P-256')
  const first = await enrol(csr)
  await world.revoke('bench-1', ops)
  const again = await enrol(csr)
  expect(again.serial).not.toBe(first.serial)
  expect(await who(first.principal)).toMatchObject({ refusal: 'station-revoked' })
})

test('a name is free again when its certificate has ended', async () => {
  await enrol(await csrWith('P-256'))
  cloud.time.now += 366 * dayMs
  expect((await enrol(await csrWith('P-256'))).enrolledAt).toBe(new Date(cloud.time.now).toISOString())
})

test('no certificate outlives its CA', async () => {
  world.deployed.trustAnchors.forEach((anchor) => {
    anchor.source.sourceData.x509CertificateData = ''
  })
  const pem = await world.authorityPem(1)
  cloud.time.now += 200 * dayMs
  const [anchor] = world.deployed.trustAnchors
  if (anchor !== undefined) anchor.source.sourceData.x509CertificateData = pem
  const { expiresAt } = await enrol(await csrWith('P-256'))
  expect(expiresAt).toBe(new X509Certificate(pem).validToDate.toISOString())
})

test('of two that enrol one name at the same moment, one wins', async () => {
  const [a, b] = await Promise.all(
    [await csrWith('P-256'), await csrWith('P-256')].map((csr) =>
      world.enroll({ name: 'bench-1', csr, replace: false }, ops),
    ),
  )
  const [won, lost] = isRefusal(a) ? [b, a] : [a, b]
  expect(won).toMatchObject({ name: 'bench-1' })
  expect(lost).toMatchObject({ refusal: 'station-exists' })
})

test.each([
  ['a damaged request', async () => brokenSignature(await csrWith('P-256')), 'csr-signature-invalid'],
  ['a key that no signature of ours fits', () => csrWith('P-384'), 'csr-key-unsupported'],
])('%s is refused before anything is signed', async (_, csr, refusal) => {
  expect(await world.enroll({ name: 'bench-1', csr: await csr(), replace: false }, ops)).toMatchObject({ refusal })
  expect(await world.list({ limit: 10 })).toEqual({ stations: [] })
})

test('a stage without trust anchor or profile says what is missing', async () => {
  const csr = await csrWith('P-256')
  const request = { name: 'bench-1', csr, replace: false }
  const { trustAnchors, profiles } = world.deployed
  world.deployed.profiles = []
  expect(await world.enroll(request, ops)).toMatchObject({ params: { missing: `profile ${stations}` } })
  world.deployed.profiles = profiles
  world.deployed.trustAnchors = trustAnchors.map((anchor) => ({ ...anchor, enabled: false }))
  expect(await world.enroll(request, ops)).toMatchObject({
    refusal: 'stations-not-set-up',
    params: { missing: `trust anchor ${stations}` },
  })
})

test('nothing is signed for a trust anchor that holds another CA', async () => {
  const [anchor] = world.deployed.trustAnchors
  if (anchor !== undefined) anchor.source.sourceData.x509CertificateData = testAuthority(cloud.time.now).pem
  expect(await world.enroll({ name: 'bench-1', csr: await csrWith('P-256'), replace: false }, ops)).toMatchObject({
    refusal: 'station-ca-differs',
    params: { trustAnchorArn: anchor?.trustAnchorArn },
  })
})

test('stations are listed by name, in pages, and unknown names are refused', async () => {
  for (const name of ['c', 'a', 'b']) await world.enrolled(name)
  const first = await world.list({ limit: 2 })
  if (isRefusal(first)) throw new Error(first.refusal)
  expect(first.stations.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(first.stations[0]).not.toHaveProperty('certificatePem')
  const second = await world.list({ limit: 2, ...(first.next !== undefined && { after: first.next }) })
  expect(second).toMatchObject({ stations: [{ name: 'c' }] })
  expect(await world.list({ limit: 2, after: 'nonsense' })).toMatchObject({ refusal: 'request-malformed' })
  expect(await world.revoke('d', ops)).toMatchObject({ refusal: 'station-not-found', params: { name: 'd' } })
})

test('every other IAM principal works under its own ARN', async () => {
  expect(await who(ops)).toBe(ops)
  expect(await who('arn:aws:sts::123456789012:assumed-role/line-1/somebody')).toBe(
    'arn:aws:sts::123456789012:assumed-role/line-1/somebody',
  )
})
