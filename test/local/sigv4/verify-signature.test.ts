import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { AwsError, type RawRequest } from '../../../local/aws-service.ts'
import { createAccessKeys } from '../../../local/iam/access-keys.ts'
import { frontDoorError } from '../../../local/sigv4/service-errors.ts'
import { createVerifier } from '../../../local/sigv4/verify-signature.ts'

const now = new Date('2026-11-22T10:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000)

const setUp = (isTemporary = false) => {
  const keys = createAccessKeys()
  const principal = { kind: 'user', arn: 'arn:aws:iam::1:user/u', accountId: '1', userId: 'AIDA' } as const
  const key = keys.issue(principal, 'u', { isTemporary })
  const verify = createVerifier({ region: 'eu-west-1', findKey: keys.find, clock: () => now.getTime() })
  return { keys, key, verify }
}

interface Wish {
  secretAccessKey?: string
  region?: string
  at?: Date
  headers?: Record<string, string>
}

const sign = async (key: ReturnType<typeof setUp>['key'], wish: Wish = {}): Promise<RawRequest> => {
  const signer = new SignatureV4({
    service: 'iot',
    region: wish.region ?? 'eu-west-1',
    credentials: { ...key, secretAccessKey: wish.secretAccessKey ?? key.secretAccessKey },
    sha256: Sha256,
  })
  const body = JSON.stringify({ text: 'a body' })
  const query = { 'a key': ['2', '1'], empty: '', plus: 'a+b c/d' }
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: '/things/a%20b/sub',
      query,
      headers: { host: '127.0.0.1:1', 'x-wide': 'a   b', ...wish.headers },
      body,
    },
    { signingDate: wish.at ?? now },
  )
  const parameters = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat()) parameters.append(name, value)
  return {
    method: 'POST',
    path: '/things/a%20b/sub',
    query: parameters,
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: Buffer.from(body),
  }
}

const nameOf = (act: () => unknown): string => {
  try {
    act()
    return 'verified'
  } catch (error) {
    return `${(error as AwsError).name}: ${(error as AwsError).message}`
  }
}

test.each([false, true])("the SDK's own signer is verified (temporary key: %s)", async (isTemporary) => {
  const { key, verify } = setUp(isTemporary)
  expect(verify(await sign(key))).toEqual({ key, service: 'iot' })
})

test('an unsigned payload is verified when the client declares it', async () => {
  const { key, verify } = setUp()
  const request = await sign(key, { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } })
  expect(verify({ ...request, body: Buffer.from('another body') }).service).toBe('iot')
})

test.each([
  ['a wrong secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch: The request signature we calculated'],
  ['another Region', { region: 'us-east-1' }, 'SignatureDoesNotMatch: Credential should be scoped to a valid region'],
  [
    'a clock 6 minutes slow',
    { at: minutes(-6) },
    'RequestExpired: Signature expired: 20261122T095400Z is now earlier than 20261122T095500Z (20261122T100000Z - 5 min.)',
  ],
  [
    'a clock 6 minutes fast',
    { at: minutes(6) },
    'RequestExpired: Signature not yet current: 20261122T100600Z is still later than',
  ],
])('%s is refused as AWS does', async (_, wish, expected) => {
  const { key, verify } = setUp()
  const request = await sign(key, wish)
  expect(nameOf(() => verify(request))).toContain(expected)
})

test('a clock 4 minutes off is good enough', async () => {
  const { key, verify } = setUp()
  const requests = [await sign(key, { at: minutes(-4) }), await sign(key, { at: minutes(4) })]
  expect(requests.map((request) => nameOf(() => verify(request)))).toEqual(['verified', 'verified'])
})

test.each<[string, (request: RawRequest) => RawRequest, string]>([
  ['body', (request) => ({ ...request, body: Buffer.from('other') }), 'SignatureDoesNotMatch'],
  ['path', (request) => ({ ...request, path: '/things/other' }), 'SignatureDoesNotMatch'],
  ['query', (request) => ({ ...request, query: new URLSearchParams('a=b') }), 'SignatureDoesNotMatch'],
  ['method', (request) => ({ ...request, method: 'DELETE' }), 'SignatureDoesNotMatch'],
  [
    'signed header',
    (request) => ({ ...request, headers: { ...request.headers, host: 'evil' } }),
    'SignatureDoesNotMatch',
  ],
  ['missing header', (request) => ({ ...request, headers: {} }), 'MissingAuthenticationToken'],
  [
    'other scheme',
    (request) => ({ ...request, headers: { authorization: 'Bearer x' } }),
    "IncompleteSignature: Unsupported AWS 'algorithm': 'Bearer'",
  ],
  [
    'half a header',
    (request) => ({ ...request, headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request' } }),
    "IncompleteSignature: Authorization header requires 'SignedHeaders'",
  ],
])('a request whose %s changed on the way is refused', async (_, change, expected) => {
  const { key, verify } = setUp()
  const request = change(await sign(key))
  expect(nameOf(() => verify(request))).toContain(expected)
})

test('an unknown key and a wrong session token are refused before the signature is looked at', async () => {
  const { key, keys, verify } = setUp(true)
  const request = await sign(key)
  const headers = { ...request.headers, 'x-amz-security-token': 'other' }
  expect(nameOf(() => verify({ ...request, headers }))).toContain('InvalidClientTokenId: The security token')
  keys.revoke(key.accessKeyId)
  expect(nameOf(() => verify(request))).toContain('InvalidClientTokenId')
})

test('every front door has names and statuses of its own', async () => {
  const { key, verify } = setUp()
  const request = await sign(key, { at: minutes(-6) })
  let error: AwsError | undefined
  try {
    verify(request)
  } catch (caught) {
    error = caught as AwsError
  }
  if (error === undefined) throw new Error('the old signature was accepted')
  const forService = (service: string) => {
    const { name, status } = frontDoorError(service, error)
    return [name, status]
  }
  expect(forService('dynamodb')).toEqual(['InvalidSignatureException', 400])
  expect(forService('iot')).toEqual(['InvalidSignatureException', 403])
  expect(forService('sts')).toEqual(['SignatureDoesNotMatch', 403])
})

test('a session that has ended is told so, in the words of each front door', async () => {
  const { keys, key } = setUp(true)
  const signed = await sign(key)
  for (const [ends, expected] of [
    [now.getTime() + 1, 'verified'],
    [now.getTime(), 'ExpiredToken: The security token included in the request is expired'],
  ] as const) {
    keys.add({ ...key, expiresAt: ends })
    const verify = createVerifier({ region: 'eu-west-1', findKey: keys.find, clock: () => now.getTime() })
    expect(nameOf(() => verify(signed))).toBe(expected)
  }
  const expired = new AwsError('ExpiredToken', 403, 'The security token included in the request is expired')
  expect(frontDoorError('execute-api', expired).name).toBe('ExpiredTokenException')
  expect(frontDoorError('sns', expired).name).toBe('ExpiredToken')
})
