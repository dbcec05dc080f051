import { createHttpApis } from '../../../local/http-api/http-apis.ts'
import { setUpFunctions } from '../lambda/set-up.ts'
import { type SignedRequest, signedFetch } from '../signed-fetch.ts'

const accountId = '123456789012'
const region = 'eu-west-1'
const lambdaArn = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`
const format =
  '{"route":"$context.routeKey","status":$context.status,"error":"$context.error.responseType","who":"$context.identity.userArn"}'

const sources: Record<string, string> = {
  echo: 'export const handler = async (event) => ({ statusCode: 201, headers: { "X-Mine": "1" }, cookies: ["a=1", "b=2"], body: JSON.stringify(event) })',
  plain: 'export const handler = async () => ({ hello: "world" })',
  binary:
    'export const handler = async () => ({ statusCode: 200, headers: { "content-type": "image/png" }, body: "AAEC", isBase64Encoded: true })',
  bad: 'export const handler = async () => { throw new Error("boom") }',
  odd: 'export const handler = async () => ({ statusCode: 200, body: { not: "text" } })',
  slow: 'export const handler = async () => new Promise((resolve) => setTimeout(resolve, 60_000))',
}

const routes = [
  ['POST /v1/orders/{orderId}/items', 'echo', true],
  ['GET /v1/echo', 'echo', true],
  ['GET /v1/plain', 'plain', false],
  ['GET /v1/binary', 'binary', false],
  ['GET /v1/bad', 'bad', false],
  ['GET /v1/odd', 'odd', false],
  ['GET /v1/slow', 'slow', false],
] as const

const setUp = async (throttles: 'off' | 'on' = 'off') => {
  const lambda = setUpFunctions({ maxWorkers: 3 })
  const { functions, identities, said } = lambda
  const accessLog: [string, string][] = []
  const metrics: string[] = []
  let now = Date.now()
  const apis = createHttpApis({
    region,
    accountId,
    identities,
    functions,
    clock: () => now,
    throttles,
    port: 0,
    metrics: (data) => void metrics.push(...data.map(({ name, dimensions }) => `${name} ${dimensions.ApiId}`)),
    storeLog: (group, line) => void accessLog.push([group, line]),
    log: (line) => void said.push(line),
  })
  const url = await apis.create('api1')
  const api = apis.get('api1')
  api.setStage({ name: '$default', accessLog: { group: 'access', format }, throttle: { ratePerSecond: 1, burst: 2 } })
  for (const [name, source] of Object.entries(sources)) {
    lambda.add(name, source)
    api.addIntegration(name, { functionArn: lambdaArn(name), timeoutMs: name === 'slow' ? 300 : 30_000 })
    functions.addPermission(name, {
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:${region}:${accountId}:api1/*/*`,
    })
  }
  for (const [routeKey, integrationId, isIamAuthorized] of routes)
    api.addRoute({ routeKey, isIamAuthorized, integrationId })
  const user = identities.putUser('line-1', {
    Statement: [
      {
        Effect: 'Allow',
        Action: 'execute-api:Invoke',
        Resource: [`arn:aws:execute-api:${region}:${accountId}:api1/*/POST/v1/orders/*/items`],
      },
    ],
  })
  return {
    ...lambda,
    apis,
    url,
    accessLog,
    metrics,
    user,
    advance: (ms: number) => {
      now += ms
    },
    call: (path: string, more: Partial<SignedRequest> = {}) =>
      signedFetch(url + path, { service: 'execute-api', credentials: user, ...more }),
    stop: async () => {
      await apis.close()
      await lambda.close()
    },
  }
}

let cloud: Awaited<ReturnType<typeof setUp>>
beforeAll(async () => {
  cloud = await setUp()
})
afterAll(() => cloud.stop())

const json = async (response: Response) => [response.status, await response.json()]

test('the event is the one of payload format 2.0', async () => {
  const response = await cloud.call('/v1/orders/o%20A-1/items?b=2&a=1&b=3', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', cookie: 'x=1; y=2', 'user-agent': 'test/1' },
    body: '{"ä":1}',
  })
  expect(response.status).toBe(201)
  expect(response.headers.get('x-mine')).toBe('1')
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  const event = (await response.json()) as { headers: Record<string, string> }
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'POST /v1/orders/{orderId}/items',
    rawPath: '/v1/orders/o%20A-1/items',
    rawQueryString: 'b=2&a=1&b=3',
    cookies: ['x=1', 'y=2'],
    queryStringParameters: { b: '2,3', a: '1' },
    pathParameters: { orderId: 'o A-1' },
    body: '{"ä":1}',
    isBase64Encoded: false,
    requestContext: {
      accountId,
      apiId: 'api1',
      authorizer: {
        iam: {
          accessKey: cloud.user.accessKeyId,
          accountId,
          callerId: expect.stringMatching(/^AIDA/),
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: `arn:aws:iam::${accountId}:user/line-1`,
          userId: expect.stringMatching(/^AIDA/),
        },
      },
      http: {
        method: 'POST',
        path: '/v1/orders/o%20A-1/items',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test/1',
      },
      stage: '$default',
      requestId: response.headers.get('apigw-requestid'),
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
  })
  expect(event.headers).toMatchObject({ 'content-type': 'application/json', 'x-forwarded-for': '127.0.0.1' })
  expect(Object.keys(event.headers).filter((name) => name !== name.toLowerCase() || name === 'cookie')).toEqual([])
})

test.each([
  ['text/plain; charset=utf-8', false],
  ['application/json', false],
  ['application/octet-stream', true],
  ['application/x-www-form-urlencoded', true],
])('a body of type %s arrives base64-encoded: %s', async (type, isBase64Encoded) => {
  const response = await cloud.call('/v1/orders/1/items', {
    method: 'POST',
    headers: { 'content-type': type },
    body: '{}',
  })
  expect(await response.json()).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'e30=' : '{}' })
})

test('a result without statusCode is the body itself; base64 answers become bytes', async () => {
  const plain = await fetch(`${cloud.url}/v1/plain`)
  expect(plain.headers.get('content-type')).toBe('application/json')
  expect(await json(plain)).toEqual([200, { hello: 'world' }])
  const binary = await fetch(`${cloud.url}/v1/binary`)
  expect([...new Uint8Array(await binary.arrayBuffer())]).toEqual([0, 1, 2])
})

test("the gateway's own answers", async () => {
  cloud.metrics.length = 0
  expect(await json(await fetch(`${cloud.url}/nowhere`))).toEqual([404, { message: 'Not Found' }])
  expect(await json(await fetch(`${cloud.url}/v1/bad`))).toEqual([500, { message: 'Internal Server Error' }])
  expect(cloud.metrics).toEqual(['4xx api1', '5xx api1'])
  expect(await json(await fetch(`${cloud.url}/v1/odd`))).toEqual([500, { message: 'Internal Server Error' }])
  expect(cloud.said.at(-1)).toBe('GET /v1/odd: the function gave a malformed answer: body is no text: {"not":"text"}')
  expect(await json(await fetch(`${cloud.url}/v1/slow`))).toEqual([503, { message: 'Service Unavailable' }])
  const body = Buffer.alloc(10 * 1024 * 1024 + 1)
  expect(await json(await fetch(`${cloud.url}/v1/plain`, { method: 'POST', body }))).toEqual([
    413,
    { message: 'Request Entity Too Large' },
  ])
})

test('who may not call is told nothing but Forbidden; the missing statement is said aloud', async () => {
  expect(await json(await cloud.call('/v1/echo'))).toEqual([403, { message: 'Forbidden' }])
  expect(cloud.said.at(-1)).toBe(
    `GET /v1/echo refused: User: ${cloud.user.arn} is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:${region}:${accountId}:api1/$default/GET/v1/echo because no identity-based policy allows the execute-api:Invoke action`,
  )
  expect(await json(await fetch(`${cloud.url}/v1/echo`))).toEqual([403, { message: 'Forbidden' }])
})

test.each<[string, Partial<SignedRequest>, string, string]>([
  [
    'a wrong secret',
    { credentials: { accessKeyId: '', secretAccessKey: 'wrong' } },
    'InvalidSignatureException',
    'The request signature we calculated does not match',
  ],
  [
    'an unknown key',
    { credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' } },
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ],
  [
    'another service',
    { service: 'iot' },
    'InvalidSignatureException',
    "Credential should be scoped to correct service: 'execute-api'.",
  ],
  [
    'a clock that is off',
    { signingDate: new Date(Date.now() - 3_600_000) },
    'InvalidSignatureException',
    'Signature expired: ',
  ],
])('%s is a 403 with the sentence of AWS', async (_, more, name, sentence) => {
  const { credentials } = more
  const filled =
    credentials?.accessKeyId === ''
      ? { ...more, credentials: { ...credentials, accessKeyId: cloud.user.accessKeyId } }
      : more
  const response = await cloud.call('/v1/echo', filled)
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([403, name])
  expect(await response.json()).toEqual({ message: expect.stringContaining(sentence) })
})

test('a missing permission of the function is a 500 for the caller, and named for the developer', async () => {
  const { functions, apis, add, said } = cloud
  add('closed', 'export const handler = async () => 1')
  apis.get('api1').addIntegration('closed', { functionArn: lambdaArn('closed'), timeoutMs: 30_000 })
  apis.get('api1').addRoute({ routeKey: 'GET /v1/closed/{id}', isIamAuthorized: false, integrationId: 'closed' })
  const sentence =
    'apigateway.amazonaws.com may not invoke function closed for arn:aws:execute-api:eu-west-1:123456789012:api1/$default/GET/v1/closed/{id}: no AWS::Lambda::Permission'
  expect(apis.missingPermissions()).toEqual([expect.stringContaining(`route GET /v1/closed/{id}: ${sentence}`)])
  expect(await json(await fetch(`${cloud.url}/v1/closed/1`))).toEqual([500, { message: 'Internal Server Error' }])
  expect(said.some((line) => line.includes(sentence))).toBe(true)
  functions.addPermission('closed', {
    principal: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:${region}:${accountId}:api1/*/GET/v1/closed/*`,
  })
  expect(apis.missingPermissions()).toEqual([])
  expect(await json(await fetch(`${cloud.url}/v1/closed/1`))).toEqual([200, 1])
})

test('every request leaves a line in the access log, by the format of the stage', async () => {
  cloud.accessLog.length = 0
  await cloud.call('/v1/orders/1/items', { method: 'POST' })
  await fetch(`${cloud.url}/nowhere`)
  expect(cloud.accessLog.map(([group, line]) => [group, JSON.parse(line)])).toEqual([
    ['access', { route: 'POST /v1/orders/{orderId}/items', status: 201, error: '-', who: cloud.user.arn }],
    ['access', { route: '-', status: 404, error: 'MISSING_ROUTE', who: '-' }],
  ])
})

test('throttles, once switched on, follow the rate and burst of the stage in the time of the clock', async () => {
  const other = await setUp('on')
  const statuses = async (count: number) => {
    const seen = []
    for (let n = 0; n < count; n += 1) seen.push((await fetch(`${other.url}/v1/plain`)).status)
    return seen
  }
  expect(await statuses(3)).toEqual([200, 200, 429])
  other.advance(1000)
  expect(await statuses(2)).toEqual([200, 429])
  await other.stop()
})

test('an access log variable that nobody knows here, a second stage and a route to nowhere are refused', () => {
  const api = cloud.apis.get('api1')
  expect(() => api.setStage({ name: 'x', accessLog: { group: 'g', format: '$context.wafResponseCode' } })).toThrow(
    '$context.wafResponseCode are not supported',
  )
  expect(() => api.setStage({ name: 'x' })).toThrow('two stages, $default and x')
  expect(() => api.addRoute({ routeKey: 'GET /z', isIamAuthorized: true, integrationId: 'none' })).toThrow(
    'leads to integration none',
  )
  expect(() => cloud.apis.get('other')).toThrow('there is no HTTP API other; known: api1')
})
