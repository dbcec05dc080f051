import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { IoTClient, ListCertificatesCommand } from '@aws-sdk/client-iot'
import { synthesize } from '../../../cli/assembly.ts'
import { type LocalCloud, startLocalCloud } from '../../../local/start.ts'
import { createModem } from '../../../simulator/modem.ts'
import { servePty } from '../../../simulator/serve-pty.ts'
import { holdsAPair } from '../../bench/support/simulated-bench.ts'
import { imeiOf } from '../../support/unit.ts'

const securityTag = 16842753
let folder = ''
let cloud: LocalCloud
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark flash '))
  cloud = await startLocalCloud({ assemblyDirectory: await synthesize(), log: () => {} })
})
afterAll(async () => {
  await cloud.stop()
  await rm(folder, { recursive: true })
})

/** `mintmark` as a process of its own; answers its status and the JSON on its stdout. */
const mintmark = async (...args: string[]) => {
  const child = spawn(process.execPath, [resolve('cli/main.ts'), '--json', ...args], {
    cwd: folder,
    env: { ...process.env, ...cloud.ready.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (bytes) => {
    stdout += bytes
  })
  child.stderr.on('data', (bytes) => {
    stderr += bytes
  })
  const exit = await new Promise((done) => child.once('close', done))
  return { exit, json: JSON.parse(stdout), stderr }
}

const orderOf = async (quantity: number): Promise<string> => {
  const profile = {
    name: 'tracker',
    hostname: cloud.ready.dataEndpoint,
    securityTag,
    trustAnchors: [await readFile(cloud.ready.rootCaPath, 'utf8')],
  }
  await writeFile(join(folder, 'profile.json'), JSON.stringify(profile))
  const { exit, json } = await mintmark('order', 'create', '--profile', 'profile.json', '--quantity', String(quantity))
  expect(exit).toBe(0)
  return json.orderId
}

/** Every certificate of the account with its status: whatever is not there any more can never become active. */
const certificates = async (): Promise<Map<string | undefined, string | undefined>> => {
  const { awsEndpointUrl: endpoint, region } = cloud.ready
  const iot = new IoTClient({ endpoint, region, credentials: cloud.ready })
  const { certificates: all = [] } = await iot.send(new ListCertificatesCommand({ pageSize: 250 }))
  return new Map(all.map(({ certificateId, status }) => [certificateId, status]))
}

test('a unit behind a pty is flashed through the serial library', async () => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(801) })
  const link = join(folder, 'modem one')
  const line = await servePty(modem, link)
  const order = await orderOf(1)
  const { exit, json } = await mintmark('flash', '--port', link, '--order', order)
  expect({ exit, outcome: json.outcome, proof: json.proof }).toEqual({ exit: 0, outcome: 'confirmed', proof: 'digest' })
  expect(holdsAPair(modem, securityTag)).toBe(true)
  await line.close()
})

test('socat killed in the middle: exit 4 and what to do; then the same command finishes with one unit and one certificate', async () => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.2.3', imei: imeiOf(802) })
  const link = join(folder, 'modem two')
  const line = await servePty(modem, link)
  const order = await orderOf(2)
  const before = await certificates()
  // The certificate is half written when the cable goes: whoever asks for it never gets an answer.
  modem.addFault({ name: 'silent', command: /^AT%CMNG=0,16842753,1/ })
  const stopped = mintmark('flash', '--port', link, '--order', order)
  while (!modem.received().some((command) => command.startsWith('AT%CMNG=0,16842753,1')))
    await new Promise((done) => setTimeout(done, 20))
  const socat = line.pid() ?? 0
  process.kill(socat, 'SIGKILL')
  const first = await stopped
  expect(first.exit).toBe(4)
  expect(first.json).toMatchObject({ outcome: 'failed', failure: { layer: 'port', code: 'port-lost' } })
  expect(first.stderr).toContain('Connect the unit again and repeat; nothing is spent twice.')

  while (line.pid() === undefined || line.pid() === socat) await new Promise((done) => setTimeout(done, 20))
  const second = await mintmark('flash', '--port', link, '--order', order)
  expect(second.json).toMatchObject({ outcome: 'confirmed', keySource: 'station' })
  expect((await mintmark('order', 'show', order)).json).toMatchObject({ spent: 1, states: { confirmed: 1 } })
  const made = [...(await certificates())].filter(([id]) => !before.has(id))
  expect(made).toEqual([[second.json.certificateId, 'ACTIVE']])
  expect(holdsAPair(modem, securityTag)).toBe(true)
  await line.close()
})
