import { accessKey, type Scripted, type SeenRequest, scriptedApi } from '../../../bench/support/scripted-api.ts'
import { deviceAnswerOf } from '../../../support/device-answer.ts'
import { imeiOf } from '../../../support/unit.ts'
import { mintmark } from '../../support.ts'

const known = Array.from({ length: 230 }, (_, n) => deviceAnswerOf(imeiOf(n), { serial: `A-${n}` }))
const page = ({ query }: SeenRequest): Scripted => {
  const from = Number(query.after ?? 0)
  const to = from + Number(query.limit)
  return { body: { devices: known.slice(from, to), ...(to < known.length ? { next: String(to) } : {}) } }
}

let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: (request: SeenRequest) => Scripted = page
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  cloud = await scriptedApi((request) => answer(request))
})
afterAll(() => cloud.close())
beforeEach(() => {
  answer = page
  cloud.seen.length = 0
})

const list = (...args: string[]) =>
  mintmark(['device', 'list', ...args], { env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' } })
const linesOf = (text: string) => text.trimEnd().split('\n')

test('the first fifty, for people, with a word on the rest', async () => {
  const { exit, stdout, stderr } = await list('--order', 'o-1')
  expect(exit).toBe(0)
  expect(linesOf(stdout)).toHaveLength(51)
  expect(linesOf(stdout).slice(0, 2)).toEqual([
    'IMEI             state       order         firmware            serial',
    `${imeiOf(0)}  confirmed   o-1           mfw_nrf9160_1.3.7   A-0`,
  ])
  expect(stderr).toBe('50 devices; there may be more, which --limit or --all shows\n')
  expect(cloud.seen).toMatchObject([{ query: { order: 'o-1', limit: '50' } }])
})

test('all of them are read page by page, as JSON lines and nothing else', async () => {
  const { exit, stdout, stderr } = await list('--state', 'confirmed', '--all', '--json')
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '230 devices\n' })
  expect(linesOf(stdout).map((line) => JSON.parse(line))).toEqual(known)
  expect(cloud.seen.map(({ query }) => [query.limit, query.after])).toEqual([
    ['100', undefined],
    ['100', '100'],
    ['100', '200'],
  ])
})

test('a limit over a page asks for what is missing only', async () => {
  const { stdout } = await list('--firmware', 'mfw_nrf9160_1.3.7', '--limit', '130', '--json')
  expect(linesOf(stdout)).toHaveLength(130)
  expect(cloud.seen.map(({ query }) => query.limit)).toEqual(['100', '30'])
})

test('CSV has a header, every field in its column, and quotes where they must be', async () => {
  const odd = deviceAnswerOf(imeiOf(7), {
    serial: 'A "7", blue',
    cloneSuspectedAt: '2026-11-23T00:00:00Z',
    securityEvent: { event: 'foreign-certificate', certificateId: 'f'.repeat(64), at: '2026-11-23T00:00:00Z' },
  })
  answer = () => ({ body: { devices: [odd] } })
  const { stdout } = await list('--serial', 'A "7", blue', '--csv')
  const [header, row, ...more] = linesOf(stdout)
  expect(more).toEqual([])
  expect(header).toBe(
    'imei,serial,state,orderId,station,firmware,thingName,certificateId,deviceUuid,keySource,proof,generation,reservedAt,mintedAt,confirmedAt,registeredAt,lastSeenAt,changedAt,alerts',
  )
  expect(row).toBe(
    `${imeiOf(7)},"A ""7"", blue",confirmed,o-1,arn:aws:iam::123456789012:role/line-1,mfw_nrf9160_1.3.7,mintmark-${imeiOf(7)},${'ab'.repeat(32)},,station,,1,2026-11-22T10:00:00.000Z,,,,,2026-11-22T10:01:00.000Z,clone-suspected foreign-certificate`,
  )
})

test('what a spreadsheet would run as a formula is text in CSV, and as it is in JSON', async () => {
  const formulas = ['=HYPERLINK("https://example.com";"x")', '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1']
  const devices = formulas.map((serial, n) => deviceAnswerOf(imeiOf(n), { serial, firmware: `=${n}` }))
  answer = () => ({ body: { devices } })
  const { stdout } = await list('--order', 'o-1', '--csv')
  for (const [n, serial] of formulas.entries()) {
    const quoted = `'${serial}`.replaceAll('"', '""')
    expect(stdout).toContain(`${imeiOf(n)},${/["\r]/.test(serial) ? `"${quoted}"` : quoted},confirmed`)
    expect(stdout).toContain(`,'=${n},`)
  }
  const asJson = linesOf((await list('--order', 'o-1', '--json')).stdout).map((line) => JSON.parse(line).serial)
  expect(asJson).toEqual(formulas)
})

test.each(['--csv', '--json'])(
  'called off in the middle of an export with %s, it ends with 130 and whole lines',
  async (as) => {
    const interrupt = new AbortController()
    answer = (request) => {
      if (request.query.after === '100') interrupt.abort(new Error('Ctrl-C'))
      return page(request)
    }
    const env = { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' }
    const command = ['device', 'list', '--state', 'confirmed', '--all', as]
    const { exit, stdout, stderr } = await mintmark(command, { env, signal: interrupt.signal })
    expect(exit).toBe(130)
    const lines = linesOf(stdout)
    expect(stdout.endsWith('\n')).toBe(true)
    if (as === '--csv') {
      expect(lines).toHaveLength(101)
      expect(lines.at(-1)).toMatch(new RegExp(`^${imeiOf(99)},.*Z,$`))
      expect(stderr).toBe('Called off.\n')
    } else {
      expect(lines.map((line) => JSON.parse(line)).at(-1)).toMatchObject({ error: { code: 'interrupted' } })
      expect(lines).toHaveLength(101)
    }
  },
)

test('empty pages on the way are no end: only those of an order in one state are shown', async () => {
  answer = ({ query }) => ({
    body: query.after === 'b' ? { devices: [known[0]] } : { devices: [], next: query.after === 'a' ? 'b' : 'a' },
  })
  const { stdout, stderr } = await list('--order', 'o-1', '--state', 'minted', '--json')
  expect(linesOf(stdout)).toHaveLength(1)
  expect(stderr).toBe('1 devices\n')
})

test('a device that nobody knows is said, and is no failure', async () => {
  answer = () => ({ body: { devices: [] } })
  const { exit, stdout, stderr } = await list('--serial', 'nobody')
  expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: '', stderr: 'no device is known like that\n' })
})

test.each([
  [[], 'look by one of --order, --serial'],
  [['--order', 'o', '--serial', 's'], 'not by --order and --serial'],
  [
    ['--state', 'lost'],
    "--state is one of reserved, minted, confirming, confirmed, registered, suspended, revoked, scrapped, released, not 'lost'",
  ],
  [['--certificate', 'AB'], 'a certificate ID, 64 lower-case hex digits'],
  [['--day', 'yesterday'], "--day is a date, such as 2026-11-22 (UTC), not 'yesterday'"],
  [['--order', 'o', '--limit', '0'], "--limit is a whole number from 1, not '0'"],
  [['--thing', imeiOf(1)], `for an IMEI use mintmark device show ${imeiOf(1)}`],
])('%j is a usage error', async (args, says) => {
  const { exit, stderr } = await list(...args)
  expect({ exit, stderr }).toEqual({ exit: 2, stderr: expect.stringContaining(says) })
  expect(cloud.seen).toEqual([])
})
