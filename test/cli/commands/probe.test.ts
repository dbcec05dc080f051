import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerProbe } from '../../../cli/commands/probe.ts'
import { probeTarget } from '../../../cli/probe/probe-target.ts'
import { wrongName } from '../../../cli/probe/wrong-name.ts'
import { type Cloud, startCloud } from '../../simulator/cloud.ts'
import { runCommand } from '../run-command.ts'

const host = 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com'
let folder: string
let cloud: Cloud
const at = (name: string) => join(folder, name)
const run = (...args: string[]) => runCommand(registerProbe, ['probe', ...args])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-probe-'))
  cloud = await startCloud({ endpoint: host })
  const [one, other] = [await cloud.issue('one'), await cloud.issue('other')]
  await writeFile(at('root.pem'), cloud.rootPem)
  await writeFile(at('one.pem'), one.certificatePem)
  await writeFile(at('one.key'), one.keyPem)
  await writeFile(at('other.key'), other.keyPem)
})
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true })
})
const here = () => ['--connect-to', `127.0.0.1:${cloud.connectTo.port}`, '--ca', at('root.pem')]

test('connects with certificate and key, ends with 0, and shows no key', async () => {
  const { result } = await run(
    host,
    ...here(),
    '--as',
    'mfw_nrf9160_1.2.3',
    '--cert',
    at('one.pem'),
    '--key',
    at('one.key'),
  )
  expect(result).toMatchObject({ exit: 0, json: { outcome: 'connects', firmware: 'mfw_nrf9160_1.2.3', port: 8883 } })
  expect(result.text + JSON.stringify(result.json)).not.toContain('PRIVATE KEY')
})

test('with the roots of Amazon, which it takes by default, this server is turned down: 1', async () => {
  const { result } = await run(host, '--connect-to', `127.0.0.1:${cloud.connectTo.port}`)
  expect(result).toMatchObject({ exit: 1, json: { outcome: 'tls-refused-by-device' } })
  expect(result.text).toContain('trust anchors')
})

test.each([
  [[host, '--as', '1.2.3'], '--as'],
  [[`https://${host}/`], 'is no HOST[:PORT]'],
  [[`${host}:0`], 'no port from 1 to 65535'],
  [[host, '--cert', 'one.pem'], 'give both or none'],
  [[host, '--cert', 'one.pem', '--key', 'other.key'], 'is not the key of'],
  [[host, '--cert', 'one.key', '--key', 'one.key'], 'holds no certificate'],
  [[host, '--cert', 'one.pem', '--key', 'one.pem'], 'holds no private key'],
  [[host, '--ca', 'one.key'], 'holds no certificate'],
  [[host, '--ca', 'missing.pem'], 'does not exist'],
  [[host, '--timeout', 'soon'], '--timeout'],
])('%p is a usage error', async (args, says) => {
  const files = args.map((arg) => (/\.(pem|key)$/.test(arg) ? at(arg) : arg))
  await expect(run(...files)).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining(says) })
})

test.each([
  ['host', { host: 'host', port: 8883 }],
  ['host:443', { host: 'host', port: 443 }],
  ['::1', { host: '::1', port: 8883 }],
  ['[::1]:443', { host: '::1', port: 443 }],
])('target %s', (text, target) => {
  expect(probeTarget(text)).toEqual({ ...target, connectTo: null })
})

test.each([
  [host, 'mintmarkprobe-ats.iot.eu-west-1.amazonaws.com'],
  ['mqtt.example.com', 'mintmarkprobe.example.com'],
  ['127.0.0.1', 'mintmarkprobe.invalid'],
  ['localhost', 'mintmarkprobe.invalid'],
])('a wrong name for %s is %s', (right, wrong) => {
  expect(wrongName(right)).toBe(wrong)
})
