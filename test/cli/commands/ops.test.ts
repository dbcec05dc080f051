import { profileSchema } from '../../../core/api/profile.ts'
import { noDevices, orderAnswerOf } from '../../../core/order/order-answer.ts'
import { accessKey, type Scripted, type SeenRequest, scriptedApi } from '../../bench/support/scripted-api.ts'
import { deviceAnswerOf } from '../../support/device-answer.ts'
import { refusalProblem } from '../../support/refusal-problem.ts'
import { imeiOf } from '../../support/unit.ts'
import { mintmark } from '../support.ts'

const at = '2026-11-22T10:00:00.000Z'
const summary = {
  status: 'open',
  ordered: 8,
  spent: 2,
  openedAt: at,
  openedBy: 'arn:aws:iam::123456789012:user/ops',
  profile: 'tracker',
}
const order = (status: 'open' | 'closed') =>
  orderAnswerOf(
    {
      orderId: 'o-1',
      status,
      profile: profileSchema.parse({ name: 'tracker', hostname: 'h-ats.iot.eu-west-1.amazonaws.com', securityTag: 1 }),
      quantity: 8,
      spent: 2,
      stations: [],
      reworkStations: [],
      shares: {},
      spentBy: {},
      openedAt: at,
      openedBy: summary.openedBy,
      warnings: [],
      account: { dataAts: 'h-ats.iot.eu-west-1.amazonaws.com' },
    },
    noDevices,
  )

let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: (request: SeenRequest, count: number) => Scripted
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  cloud = await scriptedApi((request, count) => answer(request, count))
})
afterAll(() => cloud.close())
beforeEach(() => {
  cloud.seen.length = 0
})

const run = (...args: string[]) => mintmark(args, { env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' } })

test('order list: the newest first, as many as asked for', async () => {
  answer = ({ query }) => ({
    body: {
      orders: Array.from({ length: Number(query.limit) }, (_, n) => ({
        orderId: `o-${query.after ?? ''}${n}`,
        ...summary,
      })),
      next: 'more-',
    },
  })
  const { exit, stdout } = await run('order', 'list', '--status', 'open', '--limit', '101')
  expect(exit).toBe(0)
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'order     status  profile  ordered  spent  opened                    valid until',
    'o-0       open    tracker        8      2  2026-11-22T10:00:00.000Z',
  ])
  expect(stdout).toContain('there may be more: --limit shows them')
  expect(cloud.seen.map(({ query }) => query)).toEqual([
    { status: 'open', limit: '100' },
    { status: 'open', limit: '1', after: 'more-' },
  ])
  expect((await run('order', 'list', '--status', 'half')).stderr).toContain("--status is open or closed, not 'half'")
})

test.each([
  ['close', 'closed'],
  ['reopen', 'open'],
] as const)('order %s answers the order as it is now, units that do not add up in words', async (act, status) => {
  answer = () => ({ body: order(status) })
  const { exit, stdout } = await run('order', act, 'o-1')
  expect(exit).toBe(0)
  expect(cloud.seen).toMatchObject([{ method: 'POST', path: `/v1/orders/o-1/${act}` }])
  expect(stdout).toContain(`status        ${status}\n`)
  expect(stdout).toContain('2 spent = 0 reserved + 0 minted + 0 confirmed + 0 registered + difference 2;')
  expect(stdout).toContain('the units do not add up: 2 units are spent that no device holds.')
})

test('device show warns of clones, intruders and a credential on the wrong board', async () => {
  const body = {
    ...deviceAnswerOf(imeiOf(1), {
      cloneSuspectedAt: at,
      securityEvent: { event: 'foreign-certificate', certificateId: 'f'.repeat(64), at },
    }),
    failedConnects: {
      firstAt: at,
      lastAt: '2026-11-22T10:30:00.000Z',
      attempts: 7,
      reason: 'AUTHORIZATION_FAILED',
      certificateId: 'c'.repeat(64),
      certificateOf: imeiOf(2),
      ipAddress: '192.0.2.7',
    },
  }
  answer = () => ({ body })
  const { stdout } = await run('device', 'show', imeiOf(1))
  expect(stdout).toContain(`alert: two clients seem to share this certificate, last at ${at} (inferred:`)
  expect(stdout).toContain('alert: a client connected as this device with a certificate that was never its own')
  expect(stdout).toContain(
    `refused to connect 7 times, from ${at} to 2026-11-22T10:30:00.000Z (AUTHORIZATION_FAILED), from 192.0.2.7, with certificate cccccccccccc…, which is that of device ${imeiOf(2)}`,
  )
})

test('device history: what happened, then what was refused', async () => {
  const events = [
    { at, change: 'reserve', by: 'station-1' },
    { at, change: 'record', by: 'station-1', certificateId: 'ab'.repeat(32) },
  ]
  const failed = { firstAt: at, lastAt: at, attempts: 1, reason: 'AUTHORIZATION_FAILED', certificateId: 'c'.repeat(64) }
  answer = () => ({ body: { imei: imeiOf(1), events, failedConnects: [failed] } })
  expect((await run('device', 'history', imeiOf(1))).stdout).toBe(
    [
      'time                      change   by         certificate   note',
      `${at}  reserve  station-1`,
      `${at}  record   station-1  abababababab`,
      `refused to connect once, at ${at} (AUTHORIZATION_FAILED), with certificate cccccccccccc…, which is no device’s of ours`,
      '',
    ].join('\n'),
  )
  answer = () => refusalProblem('device-not-found', { imei: imeiOf(1) })
  expect((await run('device', 'history', imeiOf(1))).exit).toBe(1)
})

test('device recheck ends with 1 where registry and AWS IoT do not agree', async () => {
  const device = deviceAnswerOf(imeiOf(1))
  answer = () => ({
    body: {
      device,
      registered: false,
      connection: { connected: false, disconnectReason: 'CONNECTION_LOST' },
      certificate: { certificateId: 'c', status: 'INACTIVE' },
      says: ['They differ.'],
    },
  })
  const no = await run('device', 'recheck', imeiOf(1))
  expect(no).toMatchObject({
    exit: 1,
    stdout: expect.stringMatching(
      /not connected; its last session ended with CONNECTION_LOST\nits certificate is INACTIVE\nThey differ\.\n$/,
    ),
  })
  // Clearing alerts is done when they are cleared, whatever else is said.
  expect((await run('device', 'recheck', imeiOf(1), '--clear-alerts')).exit).toBe(0)
  expect(cloud.seen.map(({ body }) => body)).toEqual([{ clearAlerts: false }, { clearAlerts: true }])
  answer = () => ({
    body: {
      device: { ...device, state: 'registered' },
      registered: true,
      connection: { connected: true, since: at },
      says: [],
    },
  })
  const yes = await run('device', 'recheck', imeiOf(1))
  expect(yes).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining(`connected since ${at}\nregistered now: its first connect had been missed`),
  })
})

test('device replay-events asks until nothing moves any more', async () => {
  const answers = [
    { replayed: 300, unreadable: 1, waiting: 41 },
    { replayed: 40, unreadable: 1, waiting: 1 },
  ]
  answer = (_, count) => ({ body: { dryRun: false, ...answers[count - 1] } })
  const { exit, stdout, stderr } = await run('device', 'replay-events')
  expect({ exit, stdout }).toEqual({
    exit: 1,
    stdout: '340 events put back; 1 messages hold no event and stay where they are: read them in SQS\n',
  })
  expect(stderr).toBe('300 put back, about 41 wait\n')
  answer = () => ({ body: { dryRun: true, replayed: 0, unreadable: 0, waiting: 12 } })
  expect(await run('device', 'replay-events', '--dry-run')).toMatchObject({ exit: 0, stdout: 'about 12 events wait\n' })
  expect(cloud.seen.at(-1)?.body).toEqual({ dryRun: true })
})

test('sweep says what it did, what it left alone and what a person must look at', async () => {
  const nothing = { released: [], restored: [], deleted: [], switchedOff: [], disagreeing: [], unfinished: false }
  answer = () => ({ body: { dryRun: true, ...nothing, released: [imeiOf(1)], foreign: 500 } })
  const dry = await run('sweep', '--dry-run')
  expect(dry.exit).toBe(0)
  expect(dry.stdout).toContain(`reservations to be released   1: ${imeiOf(1)}\n`)
  expect(dry.stdout).toContain('inactive certificates that are not ours, untouched: 500\n')
  const disagreeing = [{ imei: imeiOf(2), state: 'confirmed', certificateId: 'c'.repeat(64), status: 'INACTIVE' }]
  answer = () => ({ body: { dryRun: false, ...nothing, foreign: 0, disagreeing, unfinished: true } })
  const swept = await run('sweep')
  expect(swept.exit).toBe(1)
  expect(swept.stdout).toContain(
    `disagreement: ${imeiOf(2)} is confirmed, but its certificate cccccccccccc… is INACTIVE`,
  )
  expect(swept.stdout).toContain('sweep again, or wait for the schedule')
})
