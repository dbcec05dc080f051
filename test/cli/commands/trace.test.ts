import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { registerTrace } from '../../../cli/commands/trace.ts'
import type { TraceReport } from '../../../core/trace/report/trace-report.ts'
import { pcapFile } from '../../support/capture/pcap-file.ts'
import { sessionPackets } from '../../support/capture/session-packets.ts'
import { modemCapture } from '../../support/capture/story-capture.ts'
import { createPki, otherHost, ownHost, recordDevice } from '../../support/tls/sessions.ts'
import { runCommand } from '../run-command.ts'

let folder: string
let failing: Buffer
let working: Buffer
const at = (name: string) => join(folder, name)
const trace = (...args: string[]) => runCommand(registerTrace, ['trace', ...args])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-trace-'))
  const pki = await createPki()
  const closed = await recordDevice(pki, { after: 'close', servername: otherHost })
  const answered = await recordDevice(pki, { after: 'answer', servername: ownHost })
  failing = modemCapture('mfw_nrf9160_1.2.3', sessionPackets(closed))
  working = pcapFile(101, sessionPackets(answered))
  await writeFile(at('failing.pcapng'), failing)
  await writeFile(at('working.pcap'), working)
})
afterAll(() => rm(folder, { recursive: true }))

test('a failing capture ends with 1, its sentence first, the same in JSON', async () => {
  const { result } = await trace(at('failing.pcapng'), '--expected-endpoint', ownHost)
  const json = result.json as TraceReport
  expect(result.exit).toBe(1)
  expect(json).toMatchObject({
    outcome: 'closed-after-connect',
    cause: 'wrong-host',
    firmware: { text: 'mfw_nrf9160_1.2.3' },
  })
  expect(result.text.split('\n')[0]).toBe(`closed-after-connect: ${json.says}`)
  expect(result.text).toContain('client certificate  ')
  expect(result.text).toContain('with mfw_nrf9160_1.2.0 and the host name')
})

test('a working capture ends with 0', async () => {
  const { result } = await trace(at('working.pcap'), '--expected-endpoint', ownHost, '--mfw', 'mfw_nrf9160_1.3.7')
  expect(result).toMatchObject({ exit: 0, json: { outcome: 'connects', firmware: { from: 'given' } } })
})

test('a working capture that holds a private key ends with 1', async () => {
  const answered = await recordDevice(await createPki(), { after: 'answer', servername: ownHost })
  await writeFile(at('key.pcapng'), modemCapture('mfw_nrf9160_1.3.7', sessionPackets(answered), ['AT%CMNG=0,1,2,"x"']))
  expect((await trace(at('key.pcapng'), '--expected-endpoint', ownHost)).result.exit).toBe(1)
})

test('the firmware in the capture goes before what was given', async () => {
  const { result } = await trace(at('failing.pcapng'), '--mfw', 'mfw_nrf9160_1.3.7')
  expect(result.json).toMatchObject({ firmware: { text: 'mfw_nrf9160_1.2.3', from: 'capture' } })
})

test('gzip and stdin are read as the file itself', async () => {
  await writeFile(at('failing.pcapng.gz'), gzipSync(failing))
  const args = ['--expected-endpoint', ownHost]
  const { result: plain } = await trace(at('failing.pcapng'), ...args)
  const { result: packed } = await trace(at('failing.pcapng.gz'), ...args)
  expect((packed.json as TraceReport).connections).toEqual((plain.json as TraceReport).connections)

  let result: unknown
  const { Command } = await import('commander')
  const { Readable } = await import('node:stream')
  const program = new Command()
  registerTrace(program, async (body) => {
    result = await body({
      env: {},
      stdin: Readable.from([failing.subarray(0, 100), failing.subarray(100)]),
      progress: () => {},
      emit: () => {},
      now: () => new Date(0),
      signal: new AbortController().signal,
    })
  })
  await program.parseAsync(['trace', '-', ...args], { from: 'user' })
  expect(result).toMatchObject({ exit: 1, json: { connections: (plain.json as TraceReport).connections } })
})

test('gzip that breaks off is judged as far as it goes, and said', async () => {
  await writeFile(at('torn.gz'), gzipSync(Buffer.concat([failing, Buffer.alloc(100_000)])).subarray(0, -50))
  const { result, progress } = await trace(at('torn.gz'))
  expect(result.json).toMatchObject({ outcome: 'closed-after-connect' })
  expect(progress.join()).toContain('ends or breaks early')
})

test('two captures are compared', async () => {
  const { result } = await trace(at('working.pcap'), at('failing.pcapng'), '--expected-endpoint', ownHost)
  expect(result.exit).toBe(1)
  expect(result.json).toMatchObject({
    says: expect.stringContaining('what differs first is the SNI'),
    a: { outcome: 'connects' },
    b: { outcome: 'closed-after-connect' },
  })
  expect(result.text).toContain('differs: SNI')
})

test('what is no capture ends with 2 and says what it is', async () => {
  await writeFile(at('device.log'), 'mqtt_connect, error: -111\n')
  await writeFile(at('empty'), '')
  expect((await trace(at('device.log'))).result).toMatchObject({
    exit: 2,
    text: expect.stringContaining('mintmark explain'),
  })
  expect((await trace(at('empty'))).result).toMatchObject({
    exit: 2,
    text: expect.stringContaining('The file is empty'),
  })
})

test('a raw modem trace ends with 1: nothing was shown to be right', async () => {
  await writeFile(at('modem.mtrace'), Buffer.alloc(5000, 0x91))
  const { result } = await trace(at('modem.mtrace'))
  expect(result).toMatchObject({ exit: 1, text: expect.stringContaining('nrfutil trace lte --input-file') })
})

test.each([
  [['missing.pcap'], 'does not exist'],
  [['.'], 'is a folder'],
  [['missing.pcap', '--mfw', '1.2.3'], '--mfw'],
  [['missing.pcap', '--certificate-mode', 'sni'], '--certificate-mode'],
  [['missing.pcap', '--expected-endpoint', 'https://host/'], '--expected-endpoint'],
])('%p is a usage error', async (args, says) => {
  const [file, ...options] = args
  await expect(trace(file === '.' ? folder : at(file ?? ''), ...options)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(says),
  })
})

test('Ctrl-C stops the reading', async () => {
  const { readTrace } = await import('../../../cli/trace/read-trace.ts')
  const context = { signal: AbortSignal.abort(), progress: () => {} }
  await expect(readTrace(at('working.pcap'), 1, context as never)).rejects.toMatchObject({ name: 'AbortError' })
})
