import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../../cli/command.ts'
import { registerCheck } from '../../../cli/commands/check.ts'
import type { EndpointCheckResult } from '../../../core/endpoint/endpoint-check.ts'
import type { OtherOutcome } from '../../../core/endpoint/other-outcomes.ts'
import { runCommand } from '../run-command.ts'

const right = 'a1b2c3d4e5-ats.iot.eu-west-1.amazonaws.com'
const stranger = 'zzzzzzzzzz-ats.iot.eu-west-1.amazonaws.com'
const expected = ['--expected-endpoint', right]

async function check(...args: string[]) {
  const { result } = await runCommand(registerCheck, ['check', ...args])
  const json = result.json as EndpointCheckResult & { kconfig?: { libc: string }; otherwise: OtherOutcome[] }
  return { ...json, exit: result.exit, text: result.text }
}
const mode = ['--certificate-mode', 'DEFAULT']

describe('must show', () => {
  test("another account's host on 1.2.0 connects by accident", async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.2.0', '--hostname', stranger, ...expected, ...mode)
    expect(answer).toMatchObject({ outcome: 'connects-by-accident', exit: 1 })
  })

  test('on 1.2.3 it is closed after CONNECT', async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.2.3', '--hostname', stranger, ...expected, ...mode)
    expect(answer).toMatchObject({ outcome: 'closed-after-connect', exit: 1 })
    expect(answer.text).toContain(`fix: Set the TLS host name to ${right}`)
  })

  test('what hangs on behaviour that nobody has confirmed is said beside it', async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.2.3', '--hostname', stranger, ...expected, ...mode)
    expect(answer.otherwise).toContainEqual({
      if: 'AWS refuses a server name that is not the account’s within TLS',
      outcome: 'tls-refused-by-server',
    })
    expect(answer.text).toContain('not confirmed: if AWS refuses a server name')
  })

  test('NULL on 1.2.3 connects, with an inferred warning', async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.2.3', '--hostname', 'null', ...expected, ...mode)
    expect(answer).toMatchObject({ outcome: 'connects', exit: 0 })
    expect(answer.findings).toEqual([expect.objectContaining({ severity: 'warning', evidence: 'inferred' })])
  })

  test('the right host connects', async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, ...expected, ...mode)
    expect(answer).toMatchObject({ outcome: 'connects', exit: 0, findings: [] })
  })

  test('1.2.0 with SNI_ONLY does not connect', async () => {
    const answer = await check(
      '--mfw',
      'mfw_nrf9160_1.2.0',
      '--hostname',
      right,
      ...expected,
      '--certificate-mode',
      'SNI_ONLY',
    )
    expect(answer).toMatchObject({ outcome: 'closed-after-connect', exit: 1 })
  })

  test('firmware that is not listed is unknown', async () => {
    const answer = await check('--mfw', 'mfw_nrf9160_1.9.0', '--hostname', right, ...expected, ...mode)
    expect(answer).toMatchObject({ outcome: 'unknown', exit: 1 })
  })
})

describe('usage', () => {
  test.each([
    [['--mfw', '1.2.3', '--hostname', right, ...expected], '"1.2.3" is no modem firmware'],
    [['--hostname', right, ...expected], 'missing --mfw'],
    [['--mfw', 'mfw_nrf9160_1.2.3', ...expected], 'missing --hostname'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right], 'missing --expected-endpoint'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, '--expected-endpoint', `https://${right}`], 'no host name'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, ...expected, '--certificate-mode', 'SNI'], 'neither DEFAULT'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, ...expected, '--port', '88x'], 'no port'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, ...expected, '--peer-verify', '3'], 'neither 0'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--kconfig', '/nonexistent/.config', ...expected], 'does not exist'],
    [['--mfw', 'mfw_nrf9160_1.2.3', '--hostname', right, '--account', '/nonexistent.json'], 'does not exist'],
  ])('%j', async (args, says) => {
    await expect(check(...args)).rejects.toThrow(UsageError)
    await expect(check(...args)).rejects.toThrow(says)
  })
})

describe('files', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mintmark-check-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name)
    await writeFile(path, text)
    return path
  }
  const mfw = ['--mfw', 'mfw_nrf9160_1.2.3']

  test('a build folder is read, and each finding cites its line', async () => {
    const path = await file(
      'one.config',
      `CONFIG_BOARD="x"\nCONFIG_AWS_IOT=y\nCONFIG_AWS_IOT_BROKER_HOST_NAME="${stranger}"\nCONFIG_NEWLIB_LIBC=y\n`,
    )
    const answer = await check(...mfw, '--kconfig', path, ...expected)
    expect(answer).toMatchObject({ outcome: 'closed-after-connect', exit: 1, kconfig: { libc: 'newlib' } })
    expect(answer.findings[0]).toMatchObject({ at: { line: 3, symbol: 'CONFIG_AWS_IOT_BROKER_HOST_NAME' } })
    expect(answer.text).toContain(`${path}:3 CONFIG_AWS_IOT_BROKER_HOST_NAME=${stranger}`)
  })

  test('an option overrides the build and is not blamed on it', async () => {
    const path = await file('two.config', `CONFIG_AWS_IOT=y\nCONFIG_AWS_IOT_BROKER_HOST_NAME="${right}"\n`)
    const answer = await check(...mfw, '--kconfig', path, '--hostname', stranger, ...expected)
    expect(answer.outcome).toBe('closed-after-connect')
    expect(answer.findings[0]).not.toHaveProperty('at')
  })

  test('an error of the build alone ends with 1', async () => {
    const path = await file('three.config', `CONFIG_MQTT_HELPER=y\nCONFIG_MQTT_HELPER_SEC_TAG=-1\n`)
    await expect(check(...mfw, '--kconfig', path, '--hostname', right, ...expected)).resolves.toMatchObject({
      outcome: 'connects',
      exit: 1,
    })
    await expect(check(...mfw, '--kconfig', path, ...expected)).rejects.toThrow('the build (mqtt_helper) names no host')
  })

  test('a .config of something else says so', async () => {
    const path = await file('linux.config', 'CONFIG_X86=y\n')
    await expect(check(...mfw, '--kconfig', path, ...expected)).rejects.toThrow('something else than Zephyr')
  })

  test('the account can come as JSON, and is checked', async () => {
    const domain = { name: 'off', domainName: 'off.example.com', status: 'DISABLED', serviceType: 'DATA' }
    const good = await file('account.json', JSON.stringify({ dataAts: right, domainConfigurations: [domain] }))
    await expect(check(...mfw, '--hostname', 'off.example.com', '--account', good)).resolves.toMatchObject({
      findings: [expect.objectContaining({ rule: 'host-domain-disabled' })],
    })
    const bad = await file('bad.json', JSON.stringify({ dataAts: right, region: 'eu-west-1' }))
    await expect(check(...mfw, '--hostname', right, '--account', bad)).rejects.toThrow('Unrecognized key')
    await expect(check(...mfw, '--hostname', right, '--account', await file('x.json', '{'))).rejects.toThrow('no JSON')
  })
})
