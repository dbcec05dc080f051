import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createModem } from '../../../simulator/modem.ts'
import { serveTcp } from '../../../simulator/serve-tcp.ts'
import { answerFor } from '../../bench/support/answer-for.ts'
import { accessKey, scriptedApi } from '../../bench/support/scripted-api.ts'
import { standInCloud } from '../../bench/support/stand-in-cloud.ts'
import { imeiOf } from '../../support/unit.ts'
import { mintmark } from '../support.ts'

let folder = ''
const closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  folder = await mkdtemp(join(tmpdir(), 'mintmark station '))
})
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await rm(folder, { recursive: true })
})

/** Two fixtures behind TCP, a cloud behind HTTP, and the command between them; `until` decides when Ctrl-C comes. */
const shift = async (args: string[], until: (lines: unknown[]) => boolean) => {
  const cloud = standInCloud()
  const http = await scriptedApi((request) => answerFor(cloud, request))
  closing.push(http.close)
  const slots: string[] = []
  for (const n of [1, 2]) {
    const tcp = await serveTcp(createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(800 + n) }), 0)
    closing.push(tcp.close)
    slots.push('--slot', `${n}=tcp://127.0.0.1:${tcp.port}`)
  }
  const stop = new AbortController()
  const lines: unknown[] = []
  const answer = await mintmark(['station', 'run', '--order', 'o1', '--journal', folder, ...slots, ...args], {
    env: { MINTMARK_API_URL: http.url, AWS_REGION: 'eu-west-1' },
    signal: stop.signal,
    onStdout: (text) => {
      lines.push(args.includes('--json') ? JSON.parse(text) : text)
      if (until(lines)) stop.abort(new Error('Ctrl-C'))
    },
  })
  return { answer, lines, cloud }
}

const isUnit = (line: unknown): boolean => typeof line === 'object' && line !== null && 'unit' in line

test('two slots, JSON lines, results and labels; Ctrl-C ends the shift with its summary', async () => {
  const [results, labels] = [join(folder, 'results'), join(folder, 'labels')]
  const { answer, lines, cloud } = await shift(
    ['--json', '--results', results, '--labels', labels],
    (seen) => seen.filter(isUnit).length === 2,
  )
  expect(answer.exit).toBe(130)
  expect(lines[0]).toMatchObject({ type: 'ready', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) })
  expect(lines.at(-1)).toMatchObject({ type: 'shift', summary: { units: 2, confirmed: 2, yield: 1 } })
  expect(cloud.active()).toHaveLength(2)
  expect((await readdir(results)).sort()).toEqual([`${imeiOf(801)}.json`, `${imeiOf(802)}.json`])
  expect(JSON.parse(await readFile(join(results, `${imeiOf(801)}.json`), 'utf8'))).toMatchObject({
    outcome: 'confirmed',
    label: 'printed',
    thingName: `mintmark-${imeiOf(801)}`,
  })
  expect((await readdir(labels)).sort()).toEqual(
    [801, 802].flatMap((n) => [`mintmark-${imeiOf(n)}.png`, `mintmark-${imeiOf(n)}.zpl`]),
  )
  expect((await readdir(folder)).filter((name) => name.endsWith('.lock'))).toEqual([])
})

test('without --json, plain lines for people', async () => {
  const { answer, lines } = await shift([], (seen) => seen.filter((line) => /GREEN/.test(String(line))).length === 2)
  expect(answer.exit).toBe(130)
  expect(lines[0]).toMatch(/^Page: http:\/\/127\.0\.0\.1:\d+\/\?token=/)
  expect(lines.join('')).toContain(`${imeiOf(801)} is confirmed. Take it out.`)
  expect(answer.stderr).toContain('2 of 2 units confirmed')
})

test('the line says whether units may run, and a supervisor opens it after the first line of all', async () => {
  const { answer, lines, cloud } = await shift(
    ['--json', '--first-article', 'require', '--open-line', 'golden unit is away', '--open-line-by', 'M. Keller'],
    (seen) => seen.filter(isUnit).length === 2,
  )
  expect(answer.exit).toBe(130)
  expect(lines[0]).toMatchObject({ type: 'ready' })
  const told = lines.flatMap((line) => (typeof line === 'object' && line && 'line' in line ? [line.line] : []))
  expect(told).toMatchObject([{ open: true, state: 'opened-by-supervisor', by: 'M. Keller' }])
  expect(cloud.spent()).toBe(2)
  const journal = await readFile(join(folder, 'o1.jsonl'), 'utf8')
  expect(journal).toContain('"act":"line-opened","reason":"golden unit is away","by":"M. Keller"')
})

test.each([
  [['--slot', 'one=COM1'], 'is not N=PORT'],
  [['--slot', '1=COM1', '--slot', '1=COM2'], 'slot 1 is named twice'],
  [['--slot', '1=COM1', '--listen', 'x'], '--listen "x"'],
  [['--slot', '1=COM1', '--first-article', 'never'], 'is none of auto, require, skip, simulate'],
  [['--slot', '1=COM1', '--attach', '-1'], '--attach "-1"'],
  [['--slots', join(tmpdir(), 'mintmark-no-such-file.json')], 'knows no slots yet'],
])('%j is a usage error that says what to do', async (args, says) => {
  const answer = await mintmark(['station', 'run', '--order', 'o1', '--journal', folder, ...args], {
    env: { MINTMARK_API_URL: 'http://127.0.0.1:9', AWS_REGION: 'eu-west-1' },
  })
  expect(answer.exit).toBe(2)
  expect(answer.stderr).toContain(says)
})
