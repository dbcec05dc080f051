import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../../../cli/command.ts'
import { registerExplain } from '../../../cli/commands/explain.ts'
import type { Explanation } from '../../../core/explain/explain.ts'
import { runCommand } from '../run-command.ts'

async function run(args: string[], stdin = '') {
  const { result } = await runCommand(registerExplain, ['explain', ...args], { stdin })
  return { ...(result.json as Explanation), exit: result.exit, text: result.text }
}

test('one line', async () => {
  const answer = await run(['mqtt_connect, error: -111'])
  expect(answer.exit).toBe(0)
  expect(answer.causes[0]?.row).toBe('9')
  expect(answer.text).toMatch(/^-111 is ECONNREFUSED \(newlib\/picolibc\)\n1\. the CA is missing/)
})

test.each(['-95', '95', ' -95 '])('a bare number: %j', async (number) => {
  expect((await run(['--', number])).errnos[0]?.symbol).toBe('EOPNOTSUPP')
})

test('a line that is not known says so and ends with 1', async () => {
  const answer = await run(['flux capacitor misaligned'])
  expect(answer).toMatchObject({ exit: 1, causes: [], unknown: [{ line: 1, text: 'flux capacitor misaligned' }] })
  expect(answer.text).toBe('nothing known in 1 line\nnot known, line 1: flux capacitor misaligned')
})

test('standard input, with the update given by options', async () => {
  const before = ['--mfw-before', 'mfw_nrf9160_1.2.0', '--mfw', 'mfw_nrf9160_1.2.3']
  const answer = await run(['-', ...before], 'boot\r\nSocket error: POLLHUP\r\n')
  expect(answer.causes[0]?.row).toBe('1')
  expect(answer.text).toContain('update: mfw_nrf9160_1.2.0 to mfw_nrf9160_1.2.3; SNI is new')
})

test('usage', async () => {
  await expect(run(['x', '--mfw', 'new'])).rejects.toThrow(UsageError)
  await expect(run(['-'])).rejects.toThrow('the text is empty')
  await expect(run([' '])).rejects.toThrow('the text is empty')
})

describe('files', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mintmark-explain-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('a log', async () => {
    const path = join(folder, 'device.log')
    await writeFile(path, `${'<inf> app: fine\n'.repeat(10_000)}<err> aws_iot: getaddrinfo, error -11\n`)
    const answer = await run([path])
    expect(answer.lines).toBe(10_001)
    expect(answer.causes[0]).toMatchObject({ row: '24', lines: [10_001] })
  })

  test('one endless line', async () => {
    const path = join(folder, 'endless.log')
    await writeFile(path, `AT%CMNG=0,1,0,"${'x'.repeat(1_000_000)}`)
    expect((await run([path])).causes.map(({ row }) => row)).toContain('15b')
  })

  test('a capture is sent to trace', async () => {
    const path = join(folder, 'x.pcap')
    await writeFile(path, Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 0, 0, 0, 0]))
    await expect(run([path])).rejects.toThrow('mintmark trace')
  })
})
