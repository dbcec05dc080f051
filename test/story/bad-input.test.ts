import { problem } from '../../core/api/problem.ts'
import type { User } from '../../local/iam/identities.ts'
import { brokenSignature, type CsrKey, csrWith } from '../support/csr.ts'
import { type AskOptions, type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
let orderId: string
beforeAll(async () => {
  story = await startStoryCloud()
  ;({ orderId } = await story.openOrder(2, { keySources: ['station'] }))
}, 120_000)
afterAll(() => story.stop())

const request = { keySource: 'station', firmware: 'mfw_nrf9160_1.3.7', agentVersion: '0.1.0' }
const [imei, other] = [imeiOf(1), imeiOf(2)]
const withCsr = (csr: string) => ({ body: { ...request, csr } })

/** A program that asks for a credential, and what it is told: status, code, sentence and next step. */
const askToMint = async (more: AskOptions, { as = story.station, unit = imei, order = orderId } = {}) =>
  told(as, 'POST', `/orders/${order}/devices/${unit}/credentials`, more)

const told = async (user: User, method: string, path: string, more: AskOptions = {}) => {
  const answer = await story.ask(user, method, path, more)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const { status, code, detail, next } = problem.parse(answer.json)
  expect(status).toBe(answer.status)
  expect(next.length).toBeGreaterThan(10)
  return [status, code, detail]
}

test.each([
  ['350457790000013', '350457790000013'],
  ['35045779000001', '35045779000001'],
  ['35045779000001X', '35045779000001X'],
])('the IMEI %s is refused by its value', async (unit, value) => {
  expect(await askToMint(withCsr(await csrWith('P-256')), { unit })).toEqual([
    400,
    'imei-malformed',
    expect.stringContaining(value),
  ])
})

test.each<[CsrKey, string]>([
  ['P-384', 'EC secp384r1'],
  ['RSA-1024', 'RSA 1024'],
  ['Ed25519', 'ED25519'],
])('a request for a key on %s is refused as %s', async (kind, name) => {
  const detail = `The request is for a key of type ${name}.`
  expect(await askToMint(withCsr(await csrWith(kind)))).toEqual([422, 'csr-key-unsupported', detail])
})

test.each<[string, () => Promise<string>, string, RegExp]>([
  ['a text that is none', async () => 'hello', 'csr-malformed', /no PEM|not a certificate signing request/],
  [
    'a certificate in its place',
    async () => (await story.profile()).trustAnchors[0] ?? '',
    'csr-malformed',
    /PEM block of type "CERTIFICATE"/,
  ],
  ['a broken signature', async () => brokenSignature(await csrWith('P-256')), 'csr-signature-invalid', /not signed by/],
  [
    'more than 4096 characters',
    () => csrWith('P-256', `CN=${'x'.repeat(3500)}`),
    'csr-too-long',
    /has \d{4} characters; AWS IoT takes at most 4096/,
  ],
])('as CSR, %s is refused', async (_, csr, code, detail) => {
  expect(await askToMint(withCsr(await csr()))).toEqual([422, code, expect.stringMatching(detail)])
})

test.each<[string, AskOptions, string, RegExp]>([
  ['an unknown key', { body: { ...request, csr: 'x', colour: 'red' } }, 'request-malformed', /colour/],
  ['a missing key', { body: request }, 'request-malformed', /csr/],
  ['an unknown key source', { body: { ...request, keySource: 'oracle' } }, 'request-malformed', /keySource/],
  ['no JSON', { raw: '{"keySource":' }, 'body-not-json', /JSON/],
  ['nothing', {}, 'body-not-json', /it is empty/],
  [
    'no JSON, and it arrives base64-encoded',
    { raw: 'hello', headers: { 'content-type': 'application/octet-stream' } },
    'body-not-json',
    /JSON/,
  ],
  [
    'an unknown key, and it arrives base64-encoded',
    { raw: '{"colour":"red"}', headers: { 'content-type': 'application/octet-stream' } },
    'request-malformed',
    /keySource/,
  ],
])('a body with %s is refused', async (_, body, code, detail) => {
  expect(await askToMint(body)).toEqual([400, code, expect.stringMatching(detail)])
})

test.each([
  ['SIM7600_V2.0', 'firmware-malformed'],
  ['', 'request-malformed'],
])('firmware "%s" is refused as %s', async (firmware, code) => {
  const [, found, detail] = await askToMint({ body: { ...request, csr: await csrWith('P-256'), firmware } })
  expect([found, detail]).toEqual([code, expect.stringContaining(firmware === '' ? 'firmware' : firmware)])
})

test('a key source that the profile does not allow, an order that is not there, and a caller who is not of it', async () => {
  const good = withCsr(await csrWith('P-256'))
  const { keySource: _, ...cloudMade } = request
  expect(await askToMint({ body: { keySource: 'cloud', ...cloudMade } })).toEqual([
    422,
    'key-source-not-allowed',
    'The profile does not allow a key made by the cloud; it allows: station.',
  ])
  expect(await askToMint(good, { order: 'o-0' })).toEqual([404, 'order-not-found', 'There is no order o-0.'])
  const stranger = story.userWith('stranger', 'station')
  const detail = `${stranger.arn} is not a station of order ${orderId}.`
  expect(await askToMint(good, { as: stranger })).toEqual([403, 'station-not-of-order', detail])
  expect(
    await told(stranger, 'GET', `/orders/${orderId}/devices/${imei}/admission?firmware=mfw_nrf9160_1.3.7`),
  ).toEqual([403, 'station-not-of-order', detail])
})

test.each<[string, object, number, string, RegExp]>([
  ['no quantity', { quantity: 0 }, 400, 'request-malformed', /quantity/],
  ['an unknown key', { colour: 'red' }, 400, 'request-malformed', /colour/],
  ['a listed IMEI that is none', { imeis: ['350457790000013'] }, 400, 'imei-malformed', /350457790000013/],
  [
    'a share for somebody who is no station of it',
    { shares: { 'arn:aws:iam::123456789012:user/x': 1 } },
    422,
    'shares-of-strangers',
    /user\/x/,
  ],
])('an order with %s does not open', async (_, wrong, status, code, detail) => {
  const body = { profile: await story.profile(), quantity: 1, stations: [story.station.arn], ...wrong }
  expect(await told(story.ops, 'POST', '/orders', { body })).toEqual([status, code, expect.stringMatching(detail)])
})

test.each<[string, object, number, string, RegExp]>([
  ['an unknown key', { colour: 'red' }, 400, 'request-malformed', /colour/],
  [
    'a host of another account',
    { hostname: 'a1b2c3d4e5f6g7-ats.iot.eu-west-1.amazonaws.com' },
    422,
    'profile-would-not-connect',
    /closed-after-connect/,
  ],
  ['a tag of the modem itself', { securityTag: 4294967292 }, 400, 'request-malformed', /securityTag/],
  [
    'a root that is none',
    { trustAnchors: ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'] },
    422,
    'trust-anchor-malformed',
    /Trust anchor 1/,
  ],
])('a profile with %s opens no order', async (_, wrong, status, code, detail) => {
  const profile = { ...(await story.profile()), ...wrong }
  const answer = await told(story.ops, 'POST', '/orders', { body: { profile, quantity: 1 } })
  expect(answer).toEqual([status, code, expect.stringMatching(detail)])
})

test('none of all this has cost a unit or made a certificate; a good request that arrives base64-encoded is served', async () => {
  expect(await story.spentOf(orderId)).toBe(0)
  expect(await story.certificates()).toEqual([])
  const raw = JSON.stringify(withCsr(await csrWith('P-256')).body)
  const headers = { 'content-type': 'application/octet-stream' }
  const path = `/orders/${orderId}/devices/${imei}/credentials`
  expect(await story.ask(story.station, 'POST', path, { raw, headers })).toMatchObject({ status: 201, json: { imei } })
})

test('a full order and a closed one take no other unit, and finish the ones they have', async () => {
  const good = withCsr(await csrWith('P-256'))
  const full = (await story.openOrder(1, { keySources: ['station'] })).orderId
  const path = `/orders/${full}/devices/${other}/credentials`
  expect((await story.ask(story.station, 'POST', path, good)).status).toBe(201)
  const third = withCsr(await csrWith('P-256'))
  const refusal = [409, 'order-exhausted', `All 1 units of order ${full} are spent.`]
  expect(await askToMint(third, { order: full, unit: imeiOf(3) })).toEqual(refusal)
  expect((await story.ask(story.ops, 'POST', `/orders/${full}/close`, { body: {} })).status).toBe(200)
  const closed = [409, 'order-closed', `Order ${full} is closed and takes no new units.`]
  expect(await askToMint(third, { order: full, unit: imeiOf(3) })).toEqual(closed)
  expect((await story.ask(story.station, 'POST', path, good)).status).toBe(201)
  expect(await story.spentOf(full)).toBe(1)
  expect(await askToMint(good, { unit: imeiOf(4) })).toEqual([
    409,
    'key-of-another-device',
    expect.stringContaining(other),
  ])
})
