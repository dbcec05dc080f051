import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { openAtSession } from '../../../bench/at/at-session.ts'
import { openPort } from '../../../bench/serial/open-port.ts'
import { systemTimers } from '../../../bench/timers.ts'
import { UsageError } from '../../../cli/command.ts'
import { registerInspect } from '../../../cli/commands/inspect.ts'
import { amazonRoots } from '../../../core/credential/amazon-roots.ts'
import { lineEndings, lineEndingVariants } from '../../../core/credential/digests.ts'
import type { Finding, Outcome } from '../../../core/endpoint/endpoint-check.ts'
import type { InspectedItem } from '../../../core/inspect/identify-items.ts'
import { at } from '../../../core/modem/at-command.ts'
import { createModem, type Modem } from '../../../simulator/modem.ts'
import { serveTcp, type TcpPort } from '../../../simulator/serve-tcp.ts'
import { terminal } from '../../simulator/terminal.ts'
import { runCommand } from '../run-command.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const imei = '352656100367872'
const { AmazonRootCA1, AmazonRootCA3 } = amazonRoots(rootCertificates)

let folder: string
const served: TcpPort[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-inspect-'))
})
afterAll(async () => {
  await Promise.all(served.map((one) => one.close()))
  await rm(folder, { recursive: true })
})

async function serve(
  firmware: string,
  content: [type: number, text: string][] = [],
): Promise<{ modem: Modem; port: string }> {
  const modem = createModem({ firmware, imei })
  const tcp = await serveTcp(modem, 0)
  served.push(tcp)
  const port = `tcp://127.0.0.1:${tcp.port}`
  const session = openAtSession({ timers: systemTimers })(await openPort(port))
  await session.drain()
  await session.send(at.setFunctionalMode(4))
  for (const [type, text] of content) {
    const write = at.write(42, type, text)
    if (!write.ok) throw new Error(write.says)
    await session.send(write.command)
  }
  await session.close()
  return { modem, port }
}

async function inspect(...args: string[]) {
  const { result } = await runCommand(registerInspect, ['inspect', ...args])
  const json = result.json as {
    imei: string
    firmware: string
    items: InspectedItem[]
    findings: Finding[]
    check?: { outcome: Outcome; findings: Finding[] }
  }
  return { ...json, exit: result.exit, text: result.text }
}

// Any certificate will do for a client certificate: the modem is not asked to use it.
const complete = (): [number, string][] => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return [
    [0, AmazonRootCA1.replaceAll('\n', '\r\n')],
    [1, AmazonRootCA3],
    [2, privateKey.export({ format: 'pem', type: 'sec1' }).toString()],
  ]
}

test('what a modem is and holds, and whether it would connect', async () => {
  const { modem, port } = await serve('mfw_nrf9160_1.3.7', complete())
  const before = modem.received().length
  const answer = await inspect(
    '--port',
    port,
    '--tag',
    '42',
    '--hostname',
    right,
    '--expected-endpoint',
    right,
    '--certificate-mode',
    'DEFAULT',
  )
  expect(answer).toMatchObject({ exit: 0, imei, firmware: 'mfw_nrf9160_1.3.7', check: { outcome: 'connects' } })
  expect(answer.items.map(({ type, is }) => [type, is?.certificate])).toEqual([
    [0, 'AmazonRootCA1'],
    [1, 'AmazonRootCA3'],
    [2, undefined],
  ])
  expect(answer.findings.map(({ rule }) => rule)).toEqual(['line-ends'])
  expect(answer.text).toContain('tag 42, type 0 root CA certificate: AmazonRootCA1 (CRLF, final CRLF)')
  expect(answer.text).toContain('would it connect: connects')
  for (const line of modem.received().slice(before))
    expect(line).toMatch(/^(AT|AT\+CGSN|AT\+CGMR|AT%HWVERSION|AT%CMNG=1,42)$/)
})

test.each(lineEndings)('a root and a given file are known as they are and as %s', async (lineEnds) => {
  const as = (pem: string) => lineEndingVariants(pem).find(({ name }) => name === lineEnds)?.text ?? ''
  const [, , key = [2, '']] = complete()
  const { port } = await serve('mfw_nrf91x1_2.0.4', [[0, as(AmazonRootCA1)], [1, as(AmazonRootCA3)], key])
  for (const file of lineEndingVariants(AmazonRootCA3)) {
    const path = join(folder, 'device.pem')
    await writeFile(path, file.text)
    const answer = await inspect('--port', port, '--tag', '42', '--cert', path)
    expect(answer.exit).toBe(0)
    expect(answer.items.map(({ is }) => is)).toEqual([
      { certificate: 'AmazonRootCA1', lineEnds },
      { certificate: 'device.pem', lineEnds },
      undefined,
    ])
    expect(answer.findings.map(({ rule }) => rule)).toEqual(
      lineEnds === 'LF, final LF' ? [] : ['line-ends', 'line-ends'],
    )
  }
})

test('a certificate whose line ends became the two letters \\n is none of the known ones', async () => {
  const [, client = [1, ''], key = [2, '']] = complete()
  const { modem, port } = await serve('mfw_nrf9160_1.3.7', [client, key])
  // As a shell or a JSON file had it; our own tools refuse to write it.
  const mangled = AmazonRootCA1.replaceAll('\n', '\\n')
  expect(await terminal(modem).ask(`AT%CMNG=0,42,0,"${mangled}"`)).toEqual(['OK'])
  const answer = await inspect('--port', port, '--tag', '42', '--hostname', right, '--expected-endpoint', right)
  expect(answer.exit).toBe(1)
  expect(answer.findings.map(({ rule }) => rule)).toContain('line-breaks-lost')
  expect(answer.text).toContain('but its line breaks became the two characters \\n')
  expect(answer.check).toMatchObject({ outcome: 'tls-refused-by-device' })
  expect(answer.check?.findings.map(({ rule }) => rule)).toContain('trust-anchors-missing')
})

test('a wrong host is found on the board', async () => {
  const { port } = await serve('mfw_nrf9160_1.2.3', complete())
  const answer = await inspect(
    '--port',
    port,
    '--tag',
    '42',
    '--hostname',
    stranger,
    '--expected-endpoint',
    right,
    '--certificate-mode',
    'DEFAULT',
  )
  expect(answer).toMatchObject({ exit: 1, check: { outcome: 'closed-after-connect' } })
  expect(answer.findings.map(({ rule }) => rule)).toEqual(['digest-placeholder'])
  expect(answer.text).toContain('placeholder, no digest')
})

test('an empty tag', async () => {
  const { port } = await serve('mfw_nrf9160_1.3.7')
  const answer = await inspect('--port', port, '--tag', '42')
  expect(answer).toMatchObject({ exit: 1, items: [] })
  expect(answer.findings[0]?.rule).toBe('items-missing')
  expect(answer).not.toHaveProperty('check.outcome')
})

test('files are compared by name; a key is refused before the port is opened', async () => {
  const { port } = await serve('mfw_nrf91x1_2.0.2', complete())
  const [good, bad, key] = ['client.pem', 'other.pem', 'key.pem'].map((name) => join(folder, name))
  await writeFile(good ?? '', AmazonRootCA3)
  await writeFile(bad ?? '', '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n')
  await writeFile(key ?? '', complete()[2]?.[1] ?? '')
  const answer = await inspect('--port', port, '--tag', '42', '--cert', String(good), String(bad))
  expect(answer.exit).toBe(1)
  expect(answer.items[1]?.is?.certificate).toBe('client.pem')
  expect(answer.findings.map(({ rule, says }) => `${rule} ${says.split(' ')[0]}`)).toContain(
    'certificate-absent other.pem',
  )
  await expect(inspect('--port', port, '--cert', String(key))).rejects.toThrow('certificates only')
})

test.each([
  [['--port', 'tcp://127.0.0.1:1', '--tag', '4294967295'], 'is no security tag'],
  [['--port', 'tcp://127.0.0.1:1', '--baud', 'fast'], 'is no speed'],
  [['--port', 'tcp://127.0.0.1:1', '--hostname', right], 'missing --expected-endpoint'],
  [['--port', 'tcp://127.0.0.1:1', '--cert', '/nonexistent.pem'], 'does not exist'],
])('usage: %j', async (args, says) => {
  await expect(inspect(...args)).rejects.toThrow(UsageError)
  await expect(inspect(...args)).rejects.toThrow(says)
})

test('a port that is not there is a failure of the port', async () => {
  await expect(inspect('--port', 'tcp://127.0.0.1:1')).rejects.toMatchObject({
    failure: { layer: 'port', code: 'port-not-found' },
  })
})
