import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { User } from '../../local/iam/identities.ts'
import { createModem, type Modem } from '../../simulator/modem.ts'
import { serveTcp } from '../../simulator/serve-tcp.ts'
import { mintmark } from '../cli/support.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
let orderId: string
const closing: (() => unknown)[] = []
beforeAll(async () => {
  story = await startStoryCloud()
  ;({ orderId } = await story.openOrder(2))
}, 120_000)
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
afterAll(() => story.stop())

const minutes = 60_000

interface Way {
  as?: User
  env?: Record<string, string>
  now?: () => Date
}

/** `mintmark` with the credentials of the station, in text and in JSON; they end alike. */
const run = async (args: string[], { as = story.station, env = {}, now }: Way = {}) => {
  // The SDK's own chain reads the variables of the process.
  const { accessKeyId, secretAccessKey } = as
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey })
  delete process.env.AWS_SESSION_TOKEN
  const { MINTMARK_API_URL = '' } = story.cloud.ready.env
  const options = { env: { MINTMARK_API_URL, AWS_REGION: 'eu-west-1', ...env }, ...(now && { now }) }
  const text = await mintmark(args, options)
  const json = await mintmark(['--json', ...args], options)
  expect(json.exit).toBe(text.exit)
  return { exit: text.exit, says: text.stdout + text.stderr, json: json.json() }
}

const flash = (port: string, way?: Way, more: string[] = []) =>
  run(['flash', '--port', port, '--order', orderId, '--journal', join(story.folder, 'journal'), ...more], way)

const plugIn = async (modem: Modem): Promise<string> => {
  const line = await serveTcp(modem, 0)
  closing.push(line.close)
  return `tcp://127.0.0.1:${line.port}`
}

/** Something on a port that answers each line as the table says, and everything else with `otherwise`. */
const plugInOther = async (answers: Record<string, string>, otherwise: string): Promise<string> => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => socket.write(answers[String(bytes).trim()] ?? otherwise))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => server.close())
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return `tcp://127.0.0.1:${address.port}`
}

// What a shell, a log and a trace look like: test/bench/at/probe-modem.test.ts, which does not wait for their silence.
test.each<[string, () => Promise<string>, string, RegExp, RegExp]>([
  [
    'a modem of another make',
    () => plugInOther({ 'AT+CGSN': '+CGSN: none\r\nOK\r\n' }, 'OK\r\n'),
    'not-a-modem',
    /answered AT\+CGSN with "\+CGSN: none"/,
    /Use the board's AT port/,
  ],
  [
    'nothing: a port that is not there',
    async () => join(story.folder, 'ttyNONE'),
    'port-not-found',
    /There is no port .*ttyNONE/,
    /Check the cable/,
  ],
])('on the port is %s: exit 4, named', async (_, plug, code, says, next) => {
  const { exit, ...told } = await flash(await plug())
  expect(exit).toBe(4)
  expect(told.says).toMatch(says)
  expect(told.says).toMatch(next)
  expect(told.json).toMatchObject({ outcome: 'failed', failure: { code }, modemChanged: false })
})

test('firmware that is none ends with 1 and is named; nothing on the modem was changed', async () => {
  const answers = { 'AT+CGSN': `${imeiOf(1)}\r\nOK\r\n`, 'AT+CGMR': 'SIM7600_V2.0\r\nOK\r\n' }
  const { exit, says, json } = await flash(await plugInOther(answers, 'OK\r\n'))
  expect(exit).toBe(1)
  expect(says).toContain('SIM7600_V2.0')
  expect(json).toMatchObject({ refusal: { refused: 'firmware-malformed' }, modemChanged: false })
})

test('well-formed firmware that no table lists is no reason to key a unit blindly: exit 1, named, modem unchanged', async () => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.9.9', imei: imeiOf(2) })
  const before = JSON.stringify(modem.state())
  const { exit, says } = await flash(await plugIn(modem))
  expect(exit).toBe(1)
  expect(says).toContain('mfw_nrf9160_1.9.9')
  expect(JSON.stringify(modem.state())).toBe(before)
})

test.each<[string, () => Way, string, RegExp, RegExp]>([
  [
    'a clock ten minutes ahead',
    () => ({ now: () => new Date(Date.now() + 10 * minutes) }),
    'clock-off',
    /clock of this computer is (599|600|601) s ahead/,
    /Set the clock/,
  ],
  [
    'a clock ten minutes behind',
    () => ({ now: () => new Date(Date.now() - 10 * minutes) }),
    'clock-off',
    /clock of this computer is (599|600|601) s behind/,
    /Set the clock/,
  ],
  [
    'no cloud at its address',
    () => ({ env: { MINTMARK_API_URL: 'http://127.0.0.1:1' } }),
    'cloud-unreachable',
    /http:\/\/127\.0\.0\.1:1.*cannot be reached/,
    /MINTMARK_API_URL/,
  ],
  [
    'credentials that AWS does not know',
    () => ({ as: { arn: '', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } }),
    'not-authorized',
    /security token included in the request is invalid/,
    /Check which profile is in use/,
  ],
])('with %s: exit 3, named, and the modem as it was', async (_, way, code, says, next) => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(3) })
  const before = JSON.stringify(modem.state())
  const { exit, ...told } = await flash(await plugIn(modem), way())
  expect(exit).toBe(3)
  expect(told.says).toMatch(says)
  expect(told.says).toMatch(next)
  expect(told.json).toMatchObject({ outcome: 'failed', failure: { code }, modemChanged: false })
  expect(JSON.stringify(modem.state())).toBe(before)
})

test('a station that is not of the order ends with 1, by its name, and the modem stays as it was', async () => {
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(4) })
  const before = JSON.stringify(modem.state())
  const stranger = story.userWith('stranger', 'station')
  const { exit, says } = await flash(await plugIn(modem), { as: stranger })
  expect(exit).toBe(1)
  expect(says).toContain(`${stranger.arn} is not a station of order ${orderId}`)
  expect(JSON.stringify(modem.state())).toBe(before)
})

test.each<[string, Record<string, unknown>, string[], number, RegExp]>([
  ['an unknown key in the profile', { colour: 'red' }, [], 2, /colour/],
  ['a tag that is the modem’s own', { securityTag: 4294967292 }, [], 2, /securityTag/],
  ['a quantity that is none', {}, ['--quantity', 'many'], 2, /--quantity "?many/],
  [
    'a host name of another account',
    { hostname: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' },
    [],
    1,
    /a1b2c3d4e5f6g7|another account/,
  ],
])('order create with %s ends with its status and the value', async (_, changes, more, status, names) => {
  const file = join(story.folder, 'profile.json')
  await writeFile(file, JSON.stringify({ ...(await story.profile()), ...changes }))
  const quantity = more.length > 0 ? more : ['--quantity', '1']
  const { exit, says } = await run(['order', 'create', '--profile', file, ...quantity], { as: story.ops })
  expect({ exit, says }).toEqual({ exit: status, says: expect.stringMatching(names) })
})

test('after all of it the order has spent nothing, and nobody holds a certificate', async () => {
  expect(await story.spentOf(orderId)).toBe(0)
  expect(await story.certificates()).toEqual([])
})
