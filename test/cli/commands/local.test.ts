import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { GetPolicyCommand, IoTClient } from '@aws-sdk/client-iot'
import { registerLocal } from '../../../cli/commands/local.ts'
import { runCommand } from '../run-command.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const stateDir = mkdtempSync(join(tmpdir(), 'mintmark-local-'))
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(stateDir, { recursive: true, force: true })
})

const start = async (...args: string[]) => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'cli/main.ts'), 'local', '--state-dir', stateDir, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  running.add(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve)).finally(() => running.delete(child))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const { value } = await lines.next()
  if (value === undefined) throw new Error(`it ended with ${await ended}: ${stderr}`)
  return {
    ready: JSON.parse(String(value)),
    stop: async () => {
      child.kill('SIGINT')
      return { status: await ended, rest: await lines.next(), stderr }
    },
  }
}

test('the first line says how to use it, state survives, and Ctrl-C ends it with 0', async () => {
  const first = await start()
  expect(first.ready).toEqual({
    apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    awsEndpointUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    region: 'eu-west-1',
    accessKeyId: expect.stringMatching(/^AKIA/),
    secretAccessKey: expect.any(String),
    dataEndpoint: expect.stringMatching(/-ats\.iot\.eu-west-1\.amazonaws\.com$/),
    mqttHost: '127.0.0.1',
    mqttPorts: { 443: expect.any(Number), 8883: expect.any(Number) },
    stateDir,
    rootCaPath: join(stateDir, 'root-ca.pem'),
    env: expect.objectContaining({ MINTMARK_API_URL: first.ready.apiUrl, AWS_REGION: 'eu-west-1' }),
  })
  const { awsEndpointUrl: endpoint, region, accessKeyId, secretAccessKey } = first.ready
  const iot = new IoTClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
  const { policyName } = await iot.send(new GetPolicyCommand({ policyName: 'mintmark-dev-device' }))
  expect(policyName).toBe('mintmark-dev-device')
  expect(await first.stop()).toEqual({ status: 0, rest: { done: true, value: undefined }, stderr: '' })

  const again = await start('--port', '0')
  expect(again.ready).toMatchObject({ accessKeyId, secretAccessKey, dataEndpoint: first.ready.dataEndpoint })
  const other = start()
  await expect(other).rejects.toThrow(/it ended with 2: .*another local cloud may be using it/)
  expect((await again.stop()).status).toBe(0)

  const reset = await start('--reset')
  expect(reset.ready.secretAccessKey).not.toBe(secretAccessKey)
  expect((await reset.stop()).status).toBe(0)
}, 180_000)

test.each(['x', '-1', '65535', ''])('--port %j is refused', async (port) => {
  await expect(runCommand(registerLocal, ['local', `--port=${port}`])).rejects.toThrow(
    `--port is a number from 0 to 65534, not '${port}'`,
  )
})
