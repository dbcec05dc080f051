import { BenchError } from '../../../bench/failures/failure.ts'
import { openSession } from '../../../bench/identity/open-session.ts'
import { testAuthority, testStation } from '../../support/station-keys.ts'

const now = Date.UTC(2026, 10, 22, 3)
const ca = testAuthority(now)
const arns = {
  trustAnchorArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/t',
  profileArn: 'arn:aws:rolesanywhere:eu-west-1:123456789012:profile/p',
  roleArn: 'arn:aws:iam::123456789012:role/stations',
}
const credentials = {
  accessKeyId: 'ASIA1',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: '2026-11-22T04:00:00Z',
}
const opened = () => Response.json({ credentialSet: [{ credentials }] }, { status: 201 })

interface Asked {
  url: string
  headers: Headers
  body: string
}

/** Asks a service that answers as the script says, one line a call. Pauses take no time. */
const ask = async (script: (() => Response | Error)[], more: object = {}, clock = now) => {
  const asked: Asked[] = []
  const pauses: number[] = []
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    asked.push({ url: String(url), headers: new Headers(init.headers), body: String(init.body) })
    const answer = script[asked.length - 1]?.()
    if (answer === undefined) throw new Error('asked more often than the script has lines')
    if (answer instanceof Error) throw answer
    return answer
  }
  const timers = {
    now: () => 0,
    after: (ms: number, call: () => void) => {
      pauses.push(ms)
      queueMicrotask(call)
      return () => undefined
    },
  }
  const open = openSession({ fetch: fetch as typeof globalThis.fetch, timers, now: () => new Date(clock) })
  const result = await open({ identity: testStation(ca, now), ...arns, ...more }).catch((error: unknown) => {
    if (error instanceof BenchError) return error.failure
    throw error
  })
  return { result, asked, pauses }
}

test('credentials come back in the form that a credential process prints', async () => {
  const { result, asked } = await ask([opened])
  expect(result).toEqual({
    Version: 1,
    AccessKeyId: 'ASIA1',
    SecretAccessKey: 'secret',
    SessionToken: 'token',
    Expiration: '2026-11-22T04:00:00Z',
  })
  expect(asked).toHaveLength(1)
  expect(asked[0]?.url).toBe('https://rolesanywhere.eu-west-1.amazonaws.com/sessions')
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual(arns)
  expect(asked[0]?.headers.get('authorization')).toMatch(
    /^AWS4-X509-ECDSA-SHA256 Credential=\d+\/20261122\/eu-west-1\/rolesanywhere\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-x509, Signature=30[0-9a-f]+$/,
  )
})

test('partition, endpoint and duration are those that are asked for', async () => {
  const china = {
    trustAnchorArn: arns.trustAnchorArn.replace('arn:aws:', 'arn:aws-cn:').replace('eu-west-1', 'cn-north-1'),
  }
  expect((await ask([opened], china)).asked[0]?.url).toBe('https://rolesanywhere.cn-north-1.amazonaws.com.cn/sessions')
  const { asked } = await ask([opened], { endpoint: 'http://127.0.0.1:4000', durationSeconds: 900 })
  expect(asked[0]?.url).toBe('http://127.0.0.1:4000/sessions')
  expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({ durationSeconds: 900 })
})

const refused = () =>
  Response.json(
    { message: 'Untrusted signing certificate' },
    { status: 403, headers: { date: new Date(now).toUTCString() } },
  )
const busy = () => new Response('<html>', { status: 503 })

test('a refusal is passed on with its reason, and not asked again', async () => {
  const { result, asked } = await ask([refused])
  expect(result).toMatchObject({
    layer: 'cloud',
    code: 'session-refused',
    params: { station: 'bench-1', status: 403, reason: 'Untrusted signing certificate' },
  })
  expect(asked).toHaveLength(1)
})

test('a refusal under a wrong clock is a wrong clock', async () => {
  const { result } = await ask([refused], {}, now + 600_000)
  expect(result).toMatchObject({ code: 'clock-off', params: { seconds: 600, direction: 'ahead' } })
})

test('what passes is waited for, signed anew each time', async () => {
  const { result, asked, pauses } = await ask([
    busy,
    () => new TypeError('fetch failed'),
    () => new Response('', { status: 429 }),
    opened,
  ])
  expect(result).toMatchObject({ Version: 1 })
  expect(asked).toHaveLength(4)
  expect(pauses).toEqual([400, 800, 1600])
})

test('what does not pass ends as what it was', async () => {
  expect((await ask([busy, busy, busy, busy])).result).toMatchObject({ code: 'cloud-busy', params: { status: 503 } })
  const lost = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })
  expect((await ask([lost, lost, lost, lost])).result).toMatchObject({
    code: 'cloud-unreachable',
    params: { reason: 'ECONNREFUSED' },
  })
})

test.each([
  ['ended', { notAfter: new Date(now - 1000) }],
  ['not begun', { notBefore: new Date(now + 1000) }],
])('a certificate that has %s is said before anybody is asked', async (_, change) => {
  const { result, asked } = await ask([], { identity: testStation(ca, now, change) })
  expect(result).toMatchObject({ code: 'station-certificate-ended', params: { station: 'bench-1' } })
  expect(asked).toEqual([])
})
