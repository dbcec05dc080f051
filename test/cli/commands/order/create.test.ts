import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profileSchema } from '../../../../core/api/profile.ts'
import { noDevices, orderAnswerOf } from '../../../../core/order/order-answer.ts'
import { accessKey, type Scripted, scriptedApi } from '../../../bench/support/scripted-api.ts'
import { mintmark } from '../../support.ts'

const shortest = { name: 'tracker', hostname: 'x-ats.iot.eu-west-1.amazonaws.com', securityTag: 16842753 }
const profile = profileSchema.parse(shortest)
const station = 'arn:aws:iam::123456789012:role/line-1'
const opened = orderAnswerOf(
  {
    orderId: 'o-1',
    status: 'open',
    profile,
    quantity: 8,
    spent: 0,
    stations: [station],
    reworkStations: [],
    shares: {},
    spentBy: {},
    openedAt: '2026-11-22T10:00:00Z',
    openedBy: 'arn:aws:iam::123456789012:user/ops',
    warnings: ['the host name is not checked by this firmware'],
    account: { dataAts: shortest.hostname },
  },
  noDevices,
)

let folder = ''
let cloud: Awaited<ReturnType<typeof scriptedApi>>
let answer: Scripted = { status: 201, body: opened }
beforeAll(async () => {
  process.env.AWS_ACCESS_KEY_ID = accessKey.accessKeyId
  process.env.AWS_SECRET_ACCESS_KEY = accessKey.secretAccessKey
  process.env.AWS_SESSION_TOKEN = accessKey.sessionToken
  folder = await mkdtemp(join(tmpdir(), 'mintmark-cli-'))
  cloud = await scriptedApi(() => answer)
})
afterAll(async () => {
  await cloud.close()
  await rm(folder, { recursive: true })
})

const file = async (name: string, content: unknown) => {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const create = async (...args: string[]) =>
  mintmark(['order', 'create', ...args], { env: { MINTMARK_API_URL: cloud.url, AWS_REGION: 'eu-west-1' } })

test('a profile, a quantity, stations and a list make an order', async () => {
  const list = await file('imeis.txt', '# pilot run\n352656100367872\r\n\n 352656109480783\n')
  const path = await file('tracker.json', shortest)
  const more = ['--share', `${station}=5`, '--tac', '35265610', '--override-endpoint-check', 'the demo shows why']
  const result = await create(
    '--profile',
    path,
    '--quantity',
    '8',
    '--station',
    station,
    '--imei-list',
    list,
    ...more,
    '--json',
  )
  expect(result).toMatchObject({ exit: 0, stderr: '' })
  expect(result.json()).toEqual(opened)
  expect(cloud.seen.at(-1)).toMatchObject({
    method: 'POST',
    path: '/v1/orders',
    signedFor: 'execute-api',
    body: {
      profile,
      quantity: 8,
      stations: [station],
      shares: { [station]: 5 },
      tacs: ['35265610'],
      imeis: ['352656100367872', '352656109480783'],
      overrideEndpointCheck: { reason: 'the demo shows why' },
    },
  })
})

test('for people the order is shown with its numbers and warnings', async () => {
  const { stdout } = await create('--profile', await file('tracker.json', shortest), '--quantity', '8')
  expect(stdout).toContain('order         o-1\n')
  expect(stdout).toContain(
    'units         8 ordered; 0 spent = 0 reserved + 0 minted + 0 confirmed + 0 registered + difference 0; ' +
      '0 scrapped and 0 released gave their unit back; 8 not begun\n',
  )
  expect(stdout).toContain('warning: the host name is not checked by this firmware\n')
  expect(cloud.seen.at(-1)?.body).toEqual({ profile, quantity: 8 })
})

test('a refusal of the cloud ends with 1, its sentence and next step', async () => {
  answer = {
    status: 422,
    body: {
      type: 'urn:mintmark:refusal:hostname-not-of-account',
      title: 'hostname not of account',
      status: 422,
      detail: 'The profile names the host x, but devices of this account connect to y.',
      next: 'Set "hostname" of the profile to "y".',
      code: 'hostname-not-of-account',
      params: { hostname: 'x', expected: 'y' },
    },
  }
  const args = ['--profile', await file('tracker.json', shortest), '--quantity', '8']
  expect(await create(...args)).toMatchObject({
    exit: 1,
    stdout:
      'Refused: The profile names the host x, but devices of this account connect to y.\nSet "hostname" of the profile to "y".\n',
  })
  expect((await create(...args, '--json')).json()).toMatchObject({
    refused: { code: 'hostname-not-of-account', params: { expected: 'y' } },
  })
})

test.each([
  ['{', 'is no JSON'],
  [{ ...shortest, securityTag: 2147483648 }, 'securityTag: '],
  [{ ...shortest, hostnam: 'x' }, 'hostnam'],
  [{ name: 'tracker', securityTag: 1 }, 'hostname: '],
])('a profile like %j is refused before the cloud is asked', async (content, sentence) => {
  const before = cloud.seen.length
  const result = await create('--profile', await file('bad.json', content), '--quantity', '8')
  expect(result.exit).toBe(2)
  expect(result.stderr).toContain('bad.json')
  expect(result.stderr).toContain(sentence)
  expect(cloud.seen).toHaveLength(before)
})

test.each([
  [['--quantity', 'many'], '--quantity "many"'],
  [['--quantity', '0'], '--quantity "0"'],
  [['--quantity', '8', '--station', 'line 1'], '--station "line 1": neither the name of a station nor the ARN'],
  [['--quantity', '8', '--share', 'line-1'], '--share "line-1" is not of the form NAME=NUMBER'],
  [['--quantity', '8', '--share', 'line 1=5'], '--share "line 1=5": '],
  [['--quantity', '8', '--tac', '12'], '--tac "12": a type allocation code has eight digits'],
  [['--quantity', '8', '--override-endpoint-check', 'no'], '--override-endpoint-check "no": say why'],
  [['--quantity', '8', '--valid-until', 'friday'], '--valid-until "friday"'],
  [['--quantity', '8', '--imei-list', '/nowhere/list'], '/nowhere/list does not exist'],
])('%j names option and value', async (args, sentence) => {
  const result = await create('--profile', await file('tracker.json', shortest), ...args)
  expect(result.exit).toBe(2)
  expect(result.stderr).toContain(sentence)
})

test.each([
  ['352656100367872\n352656100367873\n', 'line 2: "352656100367873" is not an IMEI: it ends with 3'],
  ['352656100367872\n352656100367872\n', 'line 2: 352656100367872 is already on line 1'],
  ['# none\n', 'names no IMEI'],
  ['a\nb\nc\nd\ne\nf\ng\n', 'and 2 more'],
])('a list like %j is refused by its lines', async (content, sentence) => {
  const args = ['--profile', await file('tracker.json', shortest), '--quantity', '8']
  const result = await create(...args, '--imei-list', await file('list.txt', content))
  expect(result.exit).toBe(2)
  expect(result.stderr).toContain(sentence)
})

test('without MINTMARK_API_URL it says which variable to set', async () => {
  const path = await file('tracker.json', shortest)
  const result = await mintmark(['order', 'create', '--profile', path, '--quantity', '8'])
  expect(result.exit).toBe(2)
  expect(result.stderr).toContain('Set MINTMARK_API_URL, then repeat.')
})
