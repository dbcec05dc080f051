import { connectFactoryApi } from '../../../bench/cloud/connect-factory-api.ts'
import { BenchError } from '../../../bench/failures/failure.ts'
import type { Timers } from '../../../bench/timers.ts'
import { profileSchema } from '../../../core/api/profile.ts'
import { accessKey, type Scripted, type SeenRequest, scriptedApi } from '../support/scripted-api.ts'

const imei = '352656100367872'
const unit = { orderId: 'o1', imei }
const profile = profileSchema.parse({ name: 'p', hostname: null, securityTag: 7 })
const admitted = { imei, thingName: `mintmark-${imei}`, profile }
const refusal = (code: string, status: number, params = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: `urn:x:${code}`, title: code, status, detail: `It is ${code}.`, next: 'Do this.', code, params },
})

/** Pauses take no time and are noted; a call's time-out strikes when `strike` is called. */
const testTimers = () => {
  const pauses: number[] = []
  let strike = (): void => {}
  let now = 0
  const timers: Timers = {
    now: () => now,
    after: (ms, call) => {
      if (ms >= 10_000) {
        strike = call
        return () => {}
      }
      pauses.push(ms)
      now += ms
      const immediate = setImmediate(call)
      return () => clearImmediate(immediate)
    },
  }
  return { timers, pauses, strike: () => strike() }
}

let close: (() => Promise<void>) | undefined
afterEach(async () => {
  await close?.()
  close = undefined
})

const cloud = async (answers: (request: SeenRequest, count: number) => Scripted, more = {}) => {
  const server = await scriptedApi(answers)
  close = server.close
  const time = testTimers()
  const api = connectFactoryApi({
    settings: { apiUrl: server.url, region: 'eu-west-1' },
    credentials: async () => accessKey,
    timers: time.timers,
    random: () => 1,
    ...more,
  })
  return { ...server, ...time, api }
}

const failureOf = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.catch((caught) => caught)
  if (error instanceof BenchError) return error.failure
  throw new Error(`no BenchError: ${JSON.stringify(error)}`)
}

test('each question goes to its route, signed for execute-api, over connections that are kept', async () => {
  const { api, seen, connections } = await cloud(({ path }) =>
    path.endsWith('/admission') ? { body: admitted } : refusal('order-not-found', 404),
  )
  await api.admission({ ...unit, firmware: 'mfw_nrf9160_1.3.7' })
  await api.mint({ ...unit, request: { keySource: 'cloud', firmware: 'f', agentVersion: '1' } })
  await api.confirm({
    ...unit,
    certificateId: 'c1',
    request: { listing: ['%CMNG: 7,0'], firmware: 'f', agentVersion: '1' },
  })
  await api.readOrder('o1')
  await api.readDevice(imei)
  await api.openOrder({ profile, quantity: 8 })
  expect(seen).toEqual([
    {
      method: 'GET',
      path: `/v1/orders/o1/devices/${imei}/admission`,
      query: { firmware: 'mfw_nrf9160_1.3.7' },
      body: undefined,
      signedFor: 'execute-api',
    },
    expect.objectContaining({
      method: 'POST',
      path: `/v1/orders/o1/devices/${imei}/credentials`,
      body: { keySource: 'cloud', firmware: 'f', agentVersion: '1' },
      signedFor: 'execute-api',
    }),
    expect.objectContaining({
      path: `/v1/orders/o1/devices/${imei}/credentials/c1/confirmation`,
      signedFor: 'execute-api',
    }),
    expect.objectContaining({ method: 'GET', path: '/v1/orders/o1', signedFor: 'execute-api' }),
    expect.objectContaining({ method: 'GET', path: `/v1/devices/${imei}`, signedFor: 'execute-api' }),
    expect.objectContaining({
      method: 'POST',
      path: '/v1/orders',
      body: { profile, quantity: 8 },
      signedFor: 'execute-api',
    }),
  ])
  expect(connections.size).toBeLessThanOrEqual(2)
})

test('what is typed as an order number cannot leave its place in the path', async () => {
  const { api, seen } = await cloud(() => refusal('order-not-found', 404))
  await api.readOrder('../devices/1?x=1')
  expect(seen[0]).toMatchObject({ path: '/v1/orders/..%2Fdevices%2F1%3Fx%3D1', signedFor: 'execute-api' })
})

test('keys that a newer cloud adds to its answer are ignored', async () => {
  const { api } = await cloud(() => ({ body: { ...admitted, somethingNew: 1 } }))
  expect(await api.admission({ ...unit, firmware: 'f' })).toEqual(admitted)
})

test('a refusal is a value with code, parameters, sentence and next step, also one this version does not know', async () => {
  const { api, seen } = await cloud(() => refusal('a-newer-refusal', 422, { a: 1 }))
  expect(await api.readDevice(imei)).toEqual({
    refused: 'a-newer-refusal',
    params: { a: 1 },
    says: 'It is a-newer-refusal.',
    next: 'Do this.',
  })
  expect(seen).toHaveLength(1)
})

test('a mint in progress is waited for as long as Retry-After says', async () => {
  const busy = { ...refusal('mint-in-progress', 409, { imei, retryAfterSeconds: 2 }) }
  const { api, pauses } = await cloud((_, count) =>
    count <= 9 ? { ...busy, headers: { ...busy.headers, 'retry-after': '2' } } : refusal('order-closed', 409),
  )
  const answer = await api.mint({ ...unit, request: { keySource: 'cloud', firmware: 'f', agentVersion: '1' } })
  expect(answer).toMatchObject({ refused: 'order-closed' })
  expect(pauses).toEqual(Array.from({ length: 9 }, () => 2000))
})

test('a mint in progress for a minute is handed on as the refusal it is', async () => {
  const { api, seen } = await cloud(() => ({ ...refusal('mint-in-progress', 409), headers: { 'retry-after': '5' } }))
  const answer = await api.mint({ ...unit, request: { keySource: 'cloud', firmware: 'f', agentVersion: '1' } })
  expect(answer).toMatchObject({ refused: 'mint-in-progress' })
  expect(seen).toHaveLength(13)
})

test.each([
  ['throttling', { status: 429, body: { message: 'Too Many Requests' } }, 'cloud-throttled'],
  ['an outage that says so', refusal('try-again', 503, { why: 'x' }), 'cloud-busy'],
  ['an internal error', { status: 500, body: { message: 'Internal Server Error' } }, 'cloud-busy'],
  ['a cut connection', { hangUp: true }, 'cloud-unreachable'],
])('%s is asked again with growing pauses, and named when it stays', async (_, answer, code) => {
  const passing = await cloud((_request, count) => (count < 3 ? answer : { body: admitted }))
  expect(await passing.api.admission({ ...unit, firmware: 'f' })).toEqual(admitted)
  await passing.close()
  const staying = await cloud(() => answer)
  expect(await failureOf(staying.api.admission({ ...unit, firmware: 'f' }))).toMatchObject({ layer: 'cloud', code })
  const pauses = [400, 800, 1600, 3200, 5000].slice(0, code === 'cloud-unreachable' ? 3 : 5)
  expect(staying.pauses).toEqual(pauses)
  expect(staying.seen).toHaveLength(pauses.length + 1)
})

test('an order is not opened twice because an answer was lost', async () => {
  const { api, seen } = await cloud(() => ({ hangUp: true }))
  expect(await failureOf(api.openOrder({ profile, quantity: 1 }))).toMatchObject({ code: 'cloud-unreachable' })
  expect(seen).toHaveLength(1)
})

test('a call that stays without an answer for 10 s is given up', async () => {
  const { api, strike } = await cloud(() => {
    setImmediate(strike)
    return { silent: true }
  })
  expect(await failureOf(api.openOrder({ profile, quantity: 1 }))).toMatchObject({
    code: 'cloud-silent',
    params: { seconds: 10 },
  })
})

test('no cloud at that address is said with the address and the reason', async () => {
  const { api, close: stop, url } = await cloud(() => ({}))
  await stop()
  const failure = await failureOf(api.readOrder('o1'))
  expect(failure).toMatchObject({ code: 'cloud-unreachable', params: { reason: 'ECONNREFUSED' } })
  expect(failure.says).toContain(url)
  expect(failure.next).toContain('MINTMARK_API_URL')
})

describe('a refused signature', () => {
  const forbidden = (message: string, date = new Date()) => ({
    status: 403,
    headers: { date: date.toUTCString() },
    body: { message },
  })

  test.each([
    [301, 'ahead'],
    [-90, 'behind'],
  ])('with a clock %i s off names the clock', async (seconds, direction) => {
    const { api } = await cloud(() => forbidden('Signature expired: x is now earlier than y'), {
      now: () => new Date(Date.now() + seconds * 1000),
    })
    const failure = await failureOf(api.readOrder('o1'))
    expect(failure).toMatchObject({ layer: 'cloud', code: 'clock-off', params: { direction } })
    expect(Math.abs(Number(failure.params.seconds) - Math.abs(seconds))).toBeLessThan(5)
  })

  test('with the right clock is about rights', async () => {
    const text = 'User: arn:aws:iam::1:user/x is not authorized to perform: execute-api:Invoke'
    const { api, seen } = await cloud(() => forbidden(text))
    expect(await failureOf(api.readOrder('o1'))).toMatchObject({ code: 'not-authorized', params: { detail: text } })
    expect(seen).toHaveLength(1)
  })

  test('with an expired token says so', async () => {
    const { api } = await cloud(() => forbidden('The security token included in the request is expired'))
    expect(await failureOf(api.readOrder('o1'))).toMatchObject({ code: 'credentials-expired' })
  })
})

describe('credentials', () => {
  test.each([
    ['Could not load credentials from any providers', 'credentials-missing'],
    [
      'The SSO session associated with this profile has expired. To refresh it run aws sso login',
      'credentials-expired',
    ],
  ])('%j is %s', async (message, code) => {
    const { api, seen } = await cloud(() => ({}), { credentials: () => Promise.reject(new Error(message)) })
    expect(await failureOf(api.readOrder('o1'))).toMatchObject({ layer: 'cloud', code })
    expect(seen).toEqual([])
  })
})

test.each([
  ['a page', { body: '<html>Welcome to the guest network</html>' }, 'not JSON'],
  ['JSON of something else', { body: { hello: 1 } }, 'orderId'],
  ['a path that is not there', { status: 404, body: { message: 'Not Found' } }, 'Not Found'],
])('%s in the place of the API is named as such', async (_, answer, why) => {
  const { api } = await cloud(() => answer)
  const failure = await failureOf(api.readOrder('o1'))
  expect(failure).toMatchObject({ code: 'answer-not-understood' })
  expect(failure.says).toContain(why)
})

test('called off, it stops asking at once', async () => {
  const stop = new AbortController()
  const { api } = await cloud(
    () => {
      setImmediate(() => stop.abort(new Error('called off')))
      return { silent: true }
    },
    { signal: stop.signal },
  )
  await expect(api.readOrder('o1')).rejects.toThrow('called off')
})
