import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readIdentity } from '../../../bench/identity/station-identity.ts'
import { openssl } from '../../local/iot/support/csr.ts'
import { testAuthority, testStation } from '../../support/station-keys.ts'
import { type Bench, type StationStory, startStationStory } from '../../support/station-story.ts'
import { imeiOf } from '../../support/unit.ts'
import { pythonWith } from '../ministack/start-ministack.ts'
import { describePeer, missingProgram } from '../support/peer.ts'
import { run } from '../support/run.ts'

const python = pythonWith('iam_rolesanywhere_session')
const missing = python === undefined ? 'pip install -r .ci/requirements.txt' : undefined
const program = join(import.meta.dirname, 'create_session.py')

describePeer("local cloud × AWS's iam-rolesanywhere-session (Python)", missing, () => {
  let world: StationStory
  let bench: Bench
  let folder: string
  beforeAll(async () => {
    world = await startStationStory()
    bench = await world.enrol('bench-1')
    folder = await mkdtemp(join(tmpdir(), 'mintmark-roles-anywhere-'))
  })
  afterAll(async () => {
    await world.story.stop()
    await rm(folder, { recursive: true })
  })

  const open = async (certificate: string, key: string, more: object = {}) => {
    const { awsEndpointUrl, region } = world.story.cloud.ready
    const { trustAnchorArn, profileArn, roleArn } = bench
    const body = { trustAnchorArn, profileArn, roleArn, durationSeconds: 900, ...more }
    const input = JSON.stringify({ url: `${awsEndpointUrl}/sessions`, region, certificate, key, body })
    const { code, stdout, stderr } = await run([python ?? '', program], { input, timeoutMs: 60_000 })
    expect([code, stderr]).toEqual([0, ''])
    return JSON.parse(stdout)
  }

  test('what it signs with the files of a bench opens a session that the factory API takes', async () => {
    const { status, body } = await open(bench.certificatePath, bench.keyPath)
    expect(status).toBe(201)
    const [{ credentials, assumedRoleUser, sourceIdentity }] = body.credentialSet
    expect([assumedRoleUser.arn, sourceIdentity]).toEqual([bench.principal, 'CN=bench-1'])
    const { orderId } = await world.story.openOrder(1, {}, { stations: ['bench-1'] })
    const path = `/orders/${orderId}/devices/${imeiOf(1)}/admission`
    expect(await world.story.ask({ arn: '', ...credentials }, 'GET', path)).toMatchObject({ status: 200 })
  })

  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const keyText = (key: KeyObject) => key.export({ format: 'pem', type: 'pkcs8' }).toString()

  test('what it signs with another key, or a certificate of another CA, opens none', async () => {
    const other = await write('other.key.pem', keyText(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey))
    expect(await open(bench.certificatePath, other)).toMatchObject({
      status: 403,
      body: { message: 'Invalid signature' },
    })
    const forged = testStation(testAuthority(Date.now()), Date.now())
    const files = [
      await write('forged.crt.pem', forged.certificate.toString()),
      await write('forged.key.pem', keyText(forged.privateKey)),
    ] as const
    expect(await open(...files)).toMatchObject({ status: 403, body: { message: 'Untrusted signing certificate' } })
  })

  test('a session name of its own is refused in the words that people report of AWS', async () => {
    expect(await open(bench.certificatePath, bench.keyPath, { roleSessionName: 'bench-2' })).toMatchObject({
      status: 403,
      body: { message: 'Not authorized to set roleSessionName.' },
    })
  })
})

describePeer('stations × openssl', missingProgram('openssl', ['version'], 'apt-get install -y openssl'), () => {
  let world: StationStory
  beforeAll(async () => {
    world = await startStationStory()
  })
  afterAll(() => world.story.stop())

  test('a certificate that enrolment gave verifies strictly against the trust anchor, for what it says', async () => {
    const bench = await world.enrol('bench-1')
    const { certificate } = await readIdentity(bench.certificatePath, bench.keyPath)
    const files = {
      'station.pem': certificate.toString(),
      'ca.pem': await world.authorityPem(),
    }
    expect(openssl(['verify', '-x509_strict', '-CAfile', 'ca.pem', 'station.pem'], files)).toBe('station.pem: OK\n')
    const shown = openssl(
      ['x509', '-in', 'station.pem', '-noout', '-serial', '-subject', '-ext', 'basicConstraints,keyUsage'],
      files,
    )
    expect(shown).toContain(`serial=${bench.serial.toUpperCase()}`)
    expect(shown).toMatch(/subject=CN ?= ?bench-1/)
    expect(shown).toMatch(/Basic Constraints: critical\s+CA:FALSE/)
    expect(shown).toMatch(/Key Usage: critical\s+Digital Signature\n/)
  })
})
