import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { registerSimulate } from '../../../cli/commands/simulate.ts'
import { runCli } from '../../../cli/run-cli.ts'
import { parseImei } from '../../../core/device/imei.ts'
import { terminal } from '../../simulator/terminal.ts'
import { mintmark } from '../support.ts'

const list = [registerSimulate]
const imei = '352656109480783'

/** Runs the command until it is ready; `stop` is Ctrl-C. */
async function running(...args: string[]) {
  const interrupt = new AbortController()
  const { promise: ready, resolve } = Promise.withResolvers<Record<string, unknown>>()
  const [lines, stderr]: [string[], string[]] = [[], []]
  const ended = runCli(['--json', 'simulate', ...args], list, {
    env: {},
    stdin: Readable.from([]),
    stdout: (text) => {
      lines.push(text)
      resolve(JSON.parse(text))
    },
    stderr: (text) => void stderr.push(text),
    now: () => new Date(),
    signal: interrupt.signal,
  })
  const said = await ready
  const stop = async () => {
    interrupt.abort()
    return { exit: await ended, lines }
  }
  return { said, stop, stderr }
}

test('serves a modem on TCP, says where, and ends with 0 on Ctrl-C', async () => {
  const { said, stop } = await running('--mfw', 'mfw_nrf9160_1.3.7', '--imei', imei, '--tcp', '0')
  expect(said).toEqual({ tcp: expect.any(Number), imei, mfw: 'mfw_nrf9160_1.3.7' })
  const { ask, port } = terminal(connect({ host: '127.0.0.1', port: Number(said.tcp) }))
  expect(await ask('AT+CGSN')).toEqual([imei, 'OK'])
  const closed = new Promise<void>((resolve) => port.once('close', () => resolve()))
  const { exit, lines } = await stop()
  expect(exit).toBe(0)
  expect(lines).toHaveLength(2)
  await closed
})

test('another dialect stands in front of the modem, and one that is none is usage', async () => {
  const { said, stop } = await running('--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--dialect', 'shell')
  const at = terminal(connect({ host: '127.0.0.1', port: Number(said.tcp) }))
  const prompted = new Promise<string>((resolve) => {
    let heard = ''
    at.port.on('data', (bytes: Buffer) => {
      heard += bytes
      if (heard.includes('uart:~$')) resolve(heard)
    })
  })
  at.type('AT\r')
  expect(await prompted).toContain('AT: command not found')
  expect((await stop()).exit).toBe(0)
  const none = await mintmark(['simulate', '--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--dialect', 'klingon'])
  expect(none.exit).toBe(2)
  expect(none.stderr).toContain('serial-modem, at-shell, shell, narrow-bridge, not "klingon"')
})

test('the same seed gives the same modem, at the pace and with the faults that were asked for', async () => {
  const csrs: string[] = []
  for (const seed of ['1', '1', '2']) {
    const line = [
      '--baud',
      '4000000',
      '--latency',
      'keygen=1..5',
      '--latency',
      'read=1',
      '--fault',
      'answer-error=CGMR',
    ]
    const { said, stop } = await running(
      '--mfw',
      'mfw_nrf9160_1.3.7',
      '--imei',
      imei,
      '--tcp',
      '0',
      '--seed',
      seed,
      ...line,
    )
    const { ask, port } = terminal(connect({ host: '127.0.0.1', port: Number(said.tcp) }))
    expect(await ask('AT+CGMR')).toEqual(['ERROR'])
    expect(await ask('AT+CGMR')).toEqual(['mfw_nrf9160_1.3.7', 'OK'])
    const [csr = ''] = await ask('AT%KEYGEN=1,2,0')
    // The request's length depends on a signature, which has randomness of its own: the key is what the seed decides.
    csrs.push(csr.slice(40, 150))
    port.destroy()
    await stop()
  }
  expect(csrs[0]).toMatch(/^[\w-]{110}$/)
  expect(csrs[1]).toBe(csrs[0])
  expect(csrs[2]).not.toBe(csrs[0])
})

test('makes up a valid test IMEI, another one each time', async () => {
  const made = [
    await running('--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0'),
    await running('--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0'),
  ]
  const imeis = made.map(({ said }) => String(said.imei))
  for (const each of imeis) expect(parseImei(each)).toMatchObject({ ok: true, tac: '00101300' })
  expect(new Set(imeis).size).toBe(2)
  for (const { stop } of made) await stop()
})

test('a firmware that no table has is simulated with a remark', async () => {
  const { stderr, stop } = await running('--mfw', 'mfw_nrf91x1_2.9.0', '--tcp', '0')
  expect(stderr.join()).toContain('mfw_nrf91x1_2.9.0 is in no table of ours')
  await stop()
})

test.each([
  [['--mfw', '1.3.7', '--tcp', '0'], '--mfw: "1.3.7" is no modem firmware'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--imei', '352656109480784', '--tcp', '0'], 'its check digit should be 3'],
  [['--mfw', 'mfw_nrf9160_1.3.7'], '--pty PATH or --tcp PORT'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--pty', '/tmp/x'], '--pty PATH or --tcp PORT'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '70000'], 'not "70000"'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--baud', 'fast'], 'not "fast"'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--latency', 'think=5'], 'a class of read, list, store'],
  [['--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0', '--fault', 'fire=AT'], 'not "fire=AT"'],
  [['--tcp', '0'], "required option '--mfw <text>'"],
])('simulate %j is malformed: %s', async (args, says) => {
  const answer = await mintmark(['simulate', ...args], { list })
  expect(answer).toMatchObject({ exit: 2, stdout: '' })
  expect(answer.stderr).toContain(says)
})

test('a port that is taken ends with 4 and names it', async () => {
  const first = await running('--mfw', 'mfw_nrf9160_1.3.7', '--tcp', '0')
  const answer = await mintmark(['--json', 'simulate', '--mfw', 'mfw_nrf9160_1.3.7', '--tcp', String(first.said.tcp)], {
    list,
  })
  expect(answer.exit).toBe(4)
  expect(answer.json()).toMatchObject({ error: { layer: 'port', says: expect.stringContaining('EADDRINUSE') } })
  await first.stop()
})

test('a path that is a file ends with 4 and leaves the file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'mintmark-simulate-'))
  const path = join(directory, 'file')
  writeFileSync(path, 'data')
  const answer = await mintmark(['simulate', '--mfw', 'mfw_nrf9160_1.3.7', '--pty', path], { list })
  expect(answer).toMatchObject({ exit: 4, stdout: '' })
  expect(answer.stderr).toContain('choose another path')
  expect(existsSync(path)).toBe(true)
  rmSync(directory, { recursive: true })
})
