import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessKey, type Scripted, type SeenRequest, scriptedApi } from '../../../bench/support/scripted-api.ts'
import { deviceAnswerOf } from '../../../support/device-answer.ts'
import { refusalProblem } from '../../../support/refusal-problem.ts'
import { imeiOf } from '../../../support/unit.ts'
import { mintmark } from '../../support.ts'

const states: Record<string, string> = {
  suspension: 'suspended',
  resumption: 'confirmed',
  revocation: 'revoked',
  scrapping: 'scrapped',
}
const answerTo = ({ path, method }: SeenRequest): Scripted => {
  const [, , , imei = '', act = ''] = path.split('/')
  if (imei === imeiOf(404)) return refusalProblem('device-not-found', { imei })
  if (imei === imeiOf(409) && method === 'POST')
    return refusalProblem('change-not-allowed', { imei, state: 'revoked', change: 'suspend' })
  const state = imei === imeiOf(409) ? 'revoked' : (states[act] ?? 'confirmed')
  return { body: deviceAnswerOf(imei, { state: state as 'confirmed' }) }
}

let folder = ''
let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: (request: SeenRequest, count: number) => Scripted
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  cloud = await scriptedApi((request, count) => answer(request, count))
})
afterAll(() => cloud.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mintmark-batch-'))
  answer = answerTo
  cloud.seen.length = 0
})
afterEach(() => rm(folder, { recursive: true }))

const run = (...args: string[]) =>
  mintmark(['device', ...args, ...(args.includes('--per-second') ? [] : ['--per-second', '100'])], {
    env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' },
  })
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text)
  return join(folder, name)
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test.each([
  ['suspend', 'suspension', 'suspended'],
  ['resume', 'resumption', 'confirmed'],
  ['revoke', 'revocation', 'revoked'],
  ['scrap', 'scrapping', 'scrapped'],
])('device %s calls its route, with the reason, and says what the device is now', async (act, route, state) => {
  const { exit, stdout } = await run(act, imeiOf(1), '--reason', 'returned')
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: `${imeiOf(1)} ${state}\n` })
  expect(cloud.seen).toMatchObject([
    { method: 'POST', path: `/v1/devices/${imeiOf(1)}/${route}`, body: { reason: 'returned' } },
  ])
})

test('a file: a result for each row, the failed ones in a file that can be sent in again', async () => {
  const again = join(folder, 'again.csv')
  const list = await file('all.csv', `serial,imei\nA-1,${imeiOf(1)}\nA-2,${imeiOf(404)}\nA-3,12\nA-4,${imeiOf(4)}\n`)
  const { exit, stdout } = await run('suspend', '--file', list, '--failed', again, '--json')
  expect(exit).toBe(1)
  const said = lines(stdout)
  expect(said.pop()).toEqual({
    act: 'suspend',
    dryRun: false,
    rows: 4,
    done: 2,
    skipped: 0,
    would: 0,
    refused: 1,
    failed: 1,
    left: 0,
    failedFile: again,
  })
  expect(said.toSorted((a, b) => a.line - b.line)).toMatchObject([
    { imei: imeiOf(1), line: 2, outcome: 'done', state: 'suspended' },
    { imei: imeiOf(404), line: 3, outcome: 'refused', code: 'device-not-found' },
    { imei: '12', line: 4, outcome: 'failed', code: 'imei-malformed' },
    { imei: imeiOf(4), line: 5, outcome: 'done' },
  ])
  const [header, ...rows] = (await readFile(again, 'utf8')).trim().split('\n')
  expect(header).toBe('serial,imei,code,error')
  expect(rows.map((row) => row.split(',').slice(0, 3).join(',')).toSorted()).toEqual([
    `A-2,${imeiOf(404)},device-not-found`,
    'A-3,12,imei-malformed',
  ])
  const repaired = await run('suspend', '--file', again, '--json')
  expect(lines(repaired.stdout).at(-1)).toMatchObject({ rows: 2, refused: 1, failed: 1 })
})

test('a run that broke off goes on where it was', async () => {
  const list = await file('list.txt', Array.from({ length: 30 }, (_, n) => imeiOf(n)).join('\n'))
  const results = join(folder, 'revoke.jsonl')
  answer = (request, count) => (count > 12 ? { status: 403, body: { message: 'Forbidden' } } : answerTo(request))
  const first = await run('revoke', '--file', list, '--results', results, '--json')
  expect(first.exit).toBe(3)
  const done = lines(await readFile(results, 'utf8')).filter(({ outcome }) => outcome === 'done').length
  expect(done).toBe(12)
  expect(lines(first.stdout).at(-1)).toMatchObject({
    rows: 30,
    done: 12,
    error: { layer: 'cloud', code: 'not-authorized' },
  })
  answer = answerTo
  cloud.seen.length = 0
  const second = await run('revoke', '--file', list, '--results', results, '--json')
  expect(second.exit).toBe(0)
  expect(lines(second.stdout).at(-1)).toMatchObject({ rows: 30, done: 18, skipped: 12, left: 0 })
  expect(new Set(cloud.seen.map(({ path }) => path)).size).toBe(18)
})

test('a dry run changes nothing and says what each device would become', async () => {
  const { exit, stdout } = await run('suspend', imeiOf(1), imeiOf(404), imeiOf(409), '--dry-run')
  expect(exit).toBe(1)
  expect(cloud.seen.every(({ method }) => method === 'GET')).toBe(true)
  const said = stdout.trim().split('\n')
  expect(said.pop()).toBe('suspend: 3 devices; 1 could be done, 2 refused, 0 failed')
  expect(said.toSorted()).toEqual([
    `${imeiOf(1)} it is confirmed; \`suspend\` is allowed`,
    expect.stringContaining(`${imeiOf(404)} not suspended: The registry knows no device`),
    `${imeiOf(409)} not suspended: Device ${imeiOf(409)} is revoked; it cannot suspend from there.`,
  ])
})

test.each([
  [[], 'name at least one device, or give --file'],
  [['352656100367873'], '"352656100367873" is not an IMEI'],
  [[imeiOf(1), '--file', 'x'], 'name devices, or give --file, not both'],
  [[imeiOf(1), '--per-second', '0'], "--per-second is a number above 0, 100 at the most, not '0'"],
  [[imeiOf(1), '--dry-run', '--results', 'x'], 'a dry run has no results to keep'],
])('%j is a usage error that says what to do', async (args, says) => {
  const { exit, stderr } = await run('revoke', ...args)
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(says) })
  expect(cloud.seen).toEqual([])
})
