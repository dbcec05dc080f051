import { createRouteTable } from '../../../local/http-api/route-table.ts'

const table = (...routeKeys: string[]) => {
  const routes = createRouteTable()
  for (const routeKey of routeKeys) routes.add({ routeKey, isIamAuthorized: true, integrationId: routeKey })
  return (method: string, path: string) => {
    const match = routes.match(method, path)
    return match === undefined ? 'none' : [match.route.routeKey, match.parameters]
  }
}

const match = table(
  'ANY /v1/{proxy+}',
  'GET /v1/orders/{orderId}',
  'GET /v1/orders/latest',
  'ANY /v1/orders/{orderId}',
  'POST /v1/orders',
)

test.each([
  ['POST', '/v1/orders', ['POST /v1/orders', {}]],
  ['GET', '/v1/orders/o-1', ['GET /v1/orders/{orderId}', { orderId: 'o-1' }]],
  ['GET', '/v1/orders/latest', ['GET /v1/orders/latest', {}]],
  ['PUT', '/v1/orders/o-1', ['ANY /v1/orders/{orderId}', { orderId: 'o-1' }]],
  ['GET', '/v1/orders/a%2Fb%20c', ['GET /v1/orders/{orderId}', { orderId: 'a/b c' }]],
  ['GET', '/v1/orders/o-1/devices', ['ANY /v1/{proxy+}', { proxy: 'orders/o-1/devices' }]],
  ['GET', '/v2', 'none'],
  ['GET', '/', 'none'],
])('%s %s leads to the most specific route', (method, path, expected) => {
  expect(match(method, path)).toEqual(expected)
})

test('$default takes what no other route takes', () => {
  expect(table('$default', 'GET /a')('GET', '/b')).toEqual(['$default', {}])
})

test('a malformed and a repeated route key are refused', () => {
  expect(() => table('FETCH /a')).toThrow('route key "FETCH /a" is not METHOD /path')
  expect(() => table('GET /a', 'GET /a')).toThrow('Route with key GET /a already exists')
})
