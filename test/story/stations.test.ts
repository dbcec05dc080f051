import { createPublicKey, X509Certificate } from 'node:crypto'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { BenchError } from '../../bench/failures/failure.ts'
import { readIdentity, type StationIdentity } from '../../bench/identity/station-identity.ts'
import { routes } from '../../core/api/routes.ts'
import { certificateBody, commonName, serialOf, signedCertificate } from '../../core/station/station-certificate.ts'
import { authorityKey } from '../../lambdas/adapters/kms/authority-key.ts'
import type { User } from '../../local/iam/identities.ts'
import { createModem } from '../../simulator/modem.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { securityTag } from '../support/local-cloud.ts'
import { runProgram } from '../support/run-program.ts'
import { testAuthority, testStation } from '../support/station-keys.ts'
import { type StationStory, startStationStory, stationRoutes } from '../support/station-story.ts'
import { imeiOf } from '../support/unit.ts'

let world: StationStory
beforeAll(async () => {
  world = await startStationStory()
}, 120_000)
afterAll(() => world.story.stop())

test('a bench enrols, opens a session with its own key, and flashes through the normal chain of credentials', async () => {
  const { story, folder, asOps, surroundings } = world
  const enrolled = await asOps('station', 'enroll', 'line-1-bench-2', '--out', folder, '--json')
  expect([enrolled.status, enrolled.stderr]).toEqual([0, ''])
  const { keyPath, awsConfig, awsProfile } = JSON.parse(enrolled.stdout)
  expect((await stat(keyPath)).mode & 0o777).toBe(0o600)
  const config = join(folder, 'aws-config')
  await writeFile(config, awsConfig)

  const profile = join(folder, 'tracker.json')
  await writeFile(profile, JSON.stringify(await story.profile()))
  const opened = await asOps(
    ...['order', 'create', '--profile', profile, '--quantity', '3', '--json'],
    ...['--station', 'line-1-bench-2', '--share', 'line-1-bench-2=1'],
  )
  expect([opened.status, opened.stderr]).toEqual([0, ''])
  const { orderId } = JSON.parse(opened.stdout)

  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(1) })
  const port = await serveTcp(modem, 0)
  const flashed = await runProgram(
    ['flash', '--port', `tcp://127.0.0.1:${port.port}`, '--order', orderId, '--journal', join(folder, 'j'), '--json'],
    { ...surroundings(), AWS_CONFIG_FILE: config, AWS_PROFILE: awsProfile },
  )
  await port.close()
  expect(flashed).toMatchObject({ status: 0, stdout: expect.stringContaining('"confirmed"') })
  expect(modem.credential(securityTag, 1)?.content).toContain('BEGIN CERTIFICATE')

  const history = await story.ask(story.ops, 'GET', `/devices/${modem.imei}/history`)
  expect(JSON.stringify(history.json)).toContain('"by":"line-1-bench-2"')
  const listed = await story.ask(story.ops, 'GET', '/devices?station=line-1-bench-2')
  expect(JSON.stringify(listed.json)).toContain(modem.imei)
  const order = await story.ask(story.ops, 'GET', `/orders/${orderId}`)
  expect(order.json).toMatchObject({ spentBy: { 'line-1-bench-2': 1 }, shares: { 'line-1-bench-2': 1 } })
}, 180_000)

test("a station's key is in its own file and nowhere else", async () => {
  const { keyPath } = await world.enrol('key-keeper')
  const { story } = world
  const secret = (await readFile(keyPath, 'utf8')).split('\n')[1] ?? ''
  expect(secret).toHaveLength(64)
  const files = (await readdir(story.folder, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const holders: string[] = []
  for (const { parentPath, name } of files)
    if ((await readFile(join(parentPath, name), 'latin1')).includes(secret)) holders.push(join(parentPath, name))
  expect(holders).toEqual([keyPath])
  expect(story.said.filter((line) => line.includes(secret))).toEqual([])
})

/** Every route that a station may call answers so, and no unit is spent. */
const expectEverywhere = async (caller: User, orderId: string, expected: string) => {
  const paths = stationRoutes.map(({ path }) => path)
  expect(paths.length).toBeGreaterThanOrEqual(4)
  const answers = await world.answersTo(caller, orderId)
  expect(answers.map((answer, index) => [paths[index], answer])).toEqual(paths.map((path) => [path, expected]))
  expect(await world.story.spentOf(orderId)).toBe(0)
}

test('a revoked station is refused at each route from the next call on, while its session goes on', async () => {
  const { story, asOps } = world
  const bench = await world.enrol('stolen')
  const { orderId } = await story.openOrder(5, {}, { stations: ['stolen'] })
  const session = await world.signIn(bench)
  expect(await world.callAs(session, routes.admission, orderId)).toBe('200 ')
  const revoked = await asOps('station', 'revoke', 'stolen', '--json')
  expect([revoked.status, JSON.parse(revoked.stdout).revokedBy]).toEqual([0, story.ops.arn])
  await expectEverywhere(session, orderId, '403 station-revoked')
  await expectEverywhere(await world.signIn(bench), orderId, '403 station-revoked')
  expect((await asOps('station', 'list')).stdout).toMatch(/^stolen +revoked /m)
}, 180_000)

test('a station whose certificate was replaced works with the new one alone', async () => {
  const first = await world.enrol('renewed')
  const { orderId } = await world.story.openOrder(5, {}, { stations: ['renewed'] })
  const before = await world.signIn(first)
  const second = await world.enrol('renewed', true)
  expect(second.serial).not.toBe(first.serial)
  await expectEverywhere(before, orderId, '403 station-revoked')
  expect(await world.callAs(await world.signIn(second), routes.admission, orderId)).toBe('200 ')
}, 180_000)

const clients = () => {
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = world.story.cloud.ready
  return { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
}

/** A certificate signed with the key of the CA itself, past enrolment: what somebody with kms:Sign could make. */
const signedPastEnrolment = async (name: string): Promise<StationIdentity> => {
  const key = await authorityKey(new KMSClient(clients()), 'alias/mintmark-dev-stations')
  if (key === undefined) throw new Error('the stations stack has no key')
  const { privateKey } = testStation(testAuthority(Date.now()), Date.now())
  const body = certificateBody({
    serial: serialOf(Buffer.alloc(16, 9)),
    issuer: commonName('mintmark-dev-stations'),
    subject: name,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 86_400_000),
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    issuerKey: key.publicKey,
    isAuthority: false,
  })
  return { certificate: new X509Certificate(signedCertificate(body, await key.sign(body))), privateKey }
}

test('a certificate of the CA that the registry never heard of opens a session, and no route', async () => {
  const bench = await world.enrol('listed')
  const { orderId } = await world.story.openOrder(5, {}, { stations: ['listed'] })
  const session = await world.sessionOf(await signedPastEnrolment('listed'), bench)
  await expectEverywhere(session, orderId, '403 station-not-enrolled')
}, 180_000)

test('a station whose row is gone is refused, too', async () => {
  const bench = await world.enrol('forgotten')
  const { orderId } = await world.story.openOrder(5, {}, { stations: ['forgotten'] })
  const session = await world.signIn(bench)
  const table = DynamoDBDocumentClient.from(new DynamoDBClient(clients()))
  const Key = { pk: `STATION-CERTIFICATE#${bench.serial}`, sk: 'STATION-CERTIFICATE' }
  await table.send(new DeleteCommand({ TableName: 'mintmark-dev-registry', Key }))
  await expectEverywhere(session, orderId, '403 station-not-enrolled')
}, 180_000)

test('an enrolled station that no order names gets as far as the order', async () => {
  const session = await world.signIn(await world.enrol('elsewhere'))
  const { orderId } = await world.story.openOrder(5)
  const ofOrders = stationRoutes.filter(({ path }) => path.includes('{orderId}'))
  expect(ofOrders.length).toBeGreaterThan(3)
  for (const route of ofOrders)
    expect([route.path, await world.callAs(session, route, orderId)]).toEqual([route.path, '403 station-not-of-order'])
  expect(await world.story.spentOf(orderId)).toBe(0)
}, 180_000)

const refusalOf = async (session: Promise<unknown>): Promise<string> => {
  const error: unknown = await session.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof BenchError ? `${error.failure.code}: ${error.failure.says}` : `not refused: ${String(error)}`
}

test('a forged, expired or tampered certificate opens no session, so it reaches no route', async () => {
  const bench = await world.enrol('original')
  const now = Date.now()
  const forged = testStation(testAuthority(now), now, { subject: 'original' })
  expect(await refusalOf(world.sessionOf(forged, bench))).toContain(
    'session-refused: Roles Anywhere opened no session for station original (403): Untrusted signing certificate',
  )
  const expired = testStation(testAuthority(now), now, { notAfter: new Date(now - 1000) })
  expect(await refusalOf(world.sessionOf(expired, bench))).toContain('station-certificate-ended')
  const real = await readIdentity(bench.certificatePath, bench.keyPath)
  const swapped = { ...real, privateKey: forged.privateKey }
  expect(await refusalOf(world.sessionOf(swapped, bench))).toContain('Invalid signature')
  const admin = { ...bench, roleArn: bench.roleArn.replace('stations', 'admin') }
  expect(await refusalOf(world.sessionOf(real, admin))).toContain('Unable to assume role')
}, 180_000)

test('a forged session token is refused at each route by the gateway', async () => {
  const session = await world.signIn(await world.enrol('honest'))
  const { orderId } = await world.story.openOrder(5, {}, { stations: ['honest'] })
  const token = Buffer.from(session.sessionToken ?? '', 'base64')
  token[5] = (token[5] ?? 0) ^ 1
  const forged = { ...session, sessionToken: token.toString('base64') }
  await expectEverywhere(forged, orderId, '403 The security token included in the request is invalid.')
}, 180_000)
