import { routes } from '../../core/api/routes.ts'
import { functions } from '../../infra/functions.ts'
import { listOf, matches, type PolicyDocument } from './policy-document.ts'
import { type Synthesized, synthesized } from './synthesized.ts'

let app: Synthesized
beforeAll(async () => {
  app = await synthesized()
})

const routed = functions.flatMap(({ folder, route }) => (route === undefined ? [] : [{ folder, ...route }]))

test('every route asks for IAM authorisation', () => {
  const deployed = app.resources<{ RouteKey: string; AuthorizationType: string }>('AWS::ApiGatewayV2::Route')
  expect(deployed.map(({ Properties }) => Properties.RouteKey).toSorted()).toEqual(
    routed.map(({ method, path }) => `${method} ${path}`).toSorted(),
  )
  for (const { Properties } of deployed) expect(Properties.AuthorizationType).toBe('AWS_IAM')
})

test('every route of the HTTP contract is deployed as the contract has it, and none besides', () => {
  expect(routed.map(({ folder }) => folder).toSorted()).toEqual(Object.keys(routes).toSorted())
  const audiences = { ops: ['ops'], station: ['station'], both: ['ops', 'station'] }
  for (const [folder, { method, path, audience }] of Object.entries(routes))
    expect(routed).toContainEqual({ folder, method, path, audience: audiences[audience] })
})

const callers = (audience: string) => {
  const [policy] = app
    .resources<{ ManagedPolicyName: string; PolicyDocument: PolicyDocument }>('AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => Properties.ManagedPolicyName === `mintmark-dev-${audience}`)
  return policy?.Properties.PolicyDocument.Statement ?? []
}

const mayCall = (audience: string, call: string) =>
  callers(audience).some(({ Action, Resource }) => {
    const arn = `arn:aws:execute-api:eu-west-1:123456789012:<Api>/$default/${call}`
    return Action === 'execute-api:Invoke' && listOf(Resource).some((pattern) => matches(pattern, arn))
  })

const example = (path: string) =>
  path.replace('{orderId}', 'ord_7').replace('{imei}', '350457790000001').replace('{certificateId}', 'ab'.repeat(32))

test.each(routed)('$folder is open to $audience', ({ method, path, audience }) => {
  const call = `${method}${example(path)}`
  for (const one of audience) expect([one, call, mayCall(one, call)]).toEqual([one, call, true])
  if (!audience.includes('station')) expect(mayCall('station', call)).toBe(false)
})

test('a station may not call what only ops may, now or later', () => {
  const opsOnly = [
    'GET/v1/orders',
    'POST/v1/orders/ord_7/close',
    'GET/v1/devices/350457790000001/history',
    'POST/v1/devices/350457790000001/revocation',
    'POST/v1/stations',
    'DELETE/v1/stations/bench-1',
  ]
  expect(opsOnly.filter((call) => mayCall('station', call))).toEqual([])
})

test('the access log holds the route key and no path, body, query, header or address', () => {
  const [stage] = app.resources<{ AccessLogSettings: { Format: string } }>('AWS::ApiGatewayV2::Stage')
  const format: Record<string, string> = JSON.parse(stage?.Properties.AccessLogSettings.Format ?? '{}')
  expect(Object.values(format).toSorted()).toEqual([
    '$context.error.responseType',
    '$context.integrationLatency',
    '$context.integrationStatus',
    '$context.requestId',
    '$context.requestTimeEpoch',
    '$context.responseLatency',
    '$context.routeKey',
    '$context.status',
  ])
})

test('the throttles are those of the stage', async () => {
  const throttled = await synthesized({ throttle: { ratePerSecond: 7, burst: 9 } })
  const settings = [app, throttled].map((each) => {
    const [stage] = each.resources<{ DefaultRouteSettings: object }>('AWS::ApiGatewayV2::Stage')
    return stage?.Properties.DefaultRouteSettings
  })
  expect(settings).toEqual([
    { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    { ThrottlingRateLimit: 7, ThrottlingBurstLimit: 9 },
  ])
})
