import { jest } from '@jest/globals'
import { z } from 'zod'
import type { Route } from '../../../core/api/route.ts'
import { refuse } from '../../../core/refusals/refusal.ts'
import { apiDoor } from '../../../lambdas/doors/api-door.ts'
import { log } from '../../../lambdas/doors/log.ts'
import type { ApiEvent } from '../../../lambdas/doors/read-request.ts'

const event = (more: Partial<ApiEvent>): ApiEvent =>
  ({
    routeKey: 'POST /v1/things/{name}',
    pathParameters: { name: 'a' },
    isBase64Encoded: false,
    requestContext: { requestId: 'r-1', authorizer: { iam: { userArn: 'arn:aws:iam::123456789012:user/u' } } },
    ...more,
  }) as ApiEvent

const schema = z.strictObject({ size: z.int().max(5) })
const route = {
  method: 'POST',
  path: '/v1/things/{name}',
  audience: 'ops',
  summary: 'Makes a thing',
  request: schema,
  answer: z.object({}),
  status: 201,
  refusals: ['order-not-found'],
} as const satisfies Route
const context = {} as Parameters<ReturnType<typeof apiDoor>>[1]
const call = async (
  more: Partial<ApiEvent>,
  act: Parameters<typeof apiDoor<typeof route>>[1] = async ({ body, caller, path }) => ({ body, caller, path }),
) => {
  const answer = await apiDoor(route, act)(event(more), context)
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body ?? 'null') }
}

const info = jest.spyOn(log, 'info').mockImplementation(() => undefined)
const error = jest.spyOn(log, 'error').mockImplementation(() => undefined)
afterEach(() => jest.clearAllMocks())

test('a good request reaches the use-case with path, body and caller', async () => {
  expect(await call({ body: '{"size":3}' })).toMatchObject({
    status: 201,
    body: { body: { size: 3 }, caller: 'arn:aws:iam::123456789012:user/u', path: { name: 'a' } },
  })
})

test('a body that arrives base64-encoded is the same body', async () => {
  const body = Buffer.from('{"size":3}').toString('base64')
  expect(await call({ body, isBase64Encoded: true })).toMatchObject({ status: 201, body: { body: { size: 3 } } })
})

test.each([
  ['a body that is not JSON', '{"size":', 'body-not-json', /not JSON/],
  ['an empty body', undefined, 'body-not-json', /it is empty/],
  ['an unknown key', '{"size":3,"colour":"red"}', 'request-malformed', /colour/],
  ['a value out of bounds', '{"size":6}', 'request-malformed', /size: .*5/],
])('%s is refused with its name', async (_, body, code, detail) => {
  const answer = await call({ body })
  expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' }, body: { code } })
  expect(answer.body.detail).toMatch(detail)
})

test('a refusal is problem+json with code, parameters and the next step, and says when to come back', async () => {
  const answer = await call({ body: '{"size":1}' }, async () =>
    refuse('mint-in-progress', { imei: '1', retryAfterSeconds: 2 }),
  )
  expect(info).toHaveBeenCalledWith('refused', expect.objectContaining({ refusal: 'mint-in-progress' }))
  expect(answer).toMatchObject({
    status: 409,
    headers: { 'retry-after': '2' },
    body: { code: 'mint-in-progress', params: { imei: '1' }, next: 'Ask again in 2 s.' },
  })
})

test('throttling is told by its name, whatever its status, and asks to try again', async () => {
  const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' })
  const answer = await call({ body: '{"size":1}' }, async () => Promise.reject(throttled))
  expect(answer).toMatchObject({ status: 503, body: { code: 'try-again' } })
})

test('a bug shows nothing of its inside to the caller and everything to the log', async () => {
  const answer = await call({ body: '{"size":1}' }, async () => Promise.reject(new Error('secret inside')))
  expect(answer).toMatchObject({ status: 500, body: { code: 'bug', params: { requestId: 'r-1' } } })
  expect(JSON.stringify(answer)).not.toContain('secret inside')
  expect(error).toHaveBeenCalledWith(
    'request failed',
    expect.objectContaining({ error: expect.objectContaining({ message: 'secret inside' }) }),
  )
})
