import type { FleetView } from '../../../core/api/fleet-view.ts'
import { accessKey, type Scripted, type SeenRequest, scriptedApi } from '../../bench/support/scripted-api.ts'
import { imeiOf } from '../../support/unit.ts'
import { mintmark } from '../support.ts'

const view: FleetView = {
  takenAt: '2026-11-22T10:00:00.000Z',
  takenBy: 'schedule',
  days: 14,
  late: 3000,
  growth: { since: '2026-11-21T10:00:00.000Z', devices: 12 },
  counted: 2000,
  orders: [{ orderId: 'o-1', late: 2000, registered: 500, percent: 80 }],
  sampled: 2,
  healthy: 0,
  undecided: 1,
  causes: [
    {
      link: 'attempts',
      cause: 'sni-misused',
      devices: 1,
      examples: [imeiOf(1)],
      says: 'The host name does not go with the certificate.',
      repair: { does: 'Name the right host.', commands: ['mintmark check --mfw V'], where: 'build' },
    },
  ],
  blindSpots: [{ link: 'policy', why: 'the device policy could not be read: ThrottlingException', devices: 1 }],
  unfinished: true,
}

let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: (request: SeenRequest) => Scripted
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  cloud = await scriptedApi((request) => answer(request))
})
afterAll(() => cloud.close())

const run = (...args: string[]) => mintmark(args, { env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' } })

test('fleet shows how many, on which orders and why, with example and repair', async () => {
  answer = ({ method }) => ({ body: method === 'GET' ? { view } : {} })
  const { exit, stdout } = await run('fleet')
  expect(exit).toBe(0)
  expect(
    stdout,
  ).toBe(`3000 devices have not connected within 14 days of confirmation (+12 since 2026-11-21T10:00:00.000Z).
Looked at 2026-11-22T10:00:00.000Z by the daily schedule.
Orders are counted from the 2000 newest of them.

order  late  registered  late %
o-1    2000         500      80

A sample of 2 was diagnosed: 0 in order, 1 undecided.

attempts: sni-misused, 1 device of the sample, such as ${imeiOf(1)}
  The host name does not go with the certificate.
  Name the right host.
    mintmark check --mfw V

Sentence and commands are those of the first device named; mintmark doctor IMEI has those of any other.
not looked at, policy (1): the device policy could not be read: ThrottlingException
The time was up before the whole sample was diagnosed.
`)
  expect((await run('fleet', '--json')).json()).toEqual(view)
})

test('fleet --now looks now', async () => {
  answer = ({ method }) => ({ body: method === 'POST' ? { view: { ...view, takenBy: 'ops' } } : {} })
  expect((await run('fleet', '--now')).stdout).toContain(' by ops.')
})

test('before anybody looked, fleet says so and ends with 1', async () => {
  answer = () => ({ body: {} })
  const { exit, stdout } = await run('fleet')
  expect([exit, stdout]).toEqual([1, expect.stringContaining('mintmark fleet --now')])
})
