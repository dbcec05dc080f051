import { functions } from '../../../../infra/functions.ts'
import { imeiOf } from '../../../support/unit.ts'
import { type Factory, sendTo } from '../factory.ts'
import type { Judge } from '../judge.ts'

const imei = imeiOf(1)

/** Who is let in, and how anybody else is told. */
export const doors = (factory: () => Factory, judge: Judge): void => {
  test('a request that nobody signed is 403', async () => {
    expect((await sendTo(factory().target, undefined, 'GET', '/v1/orders')).status).toBe(403)
  })

  test('a signature with another secret is 403', async () => {
    const { target, ops } = factory()
    const forged = { ...ops, secretAccessKey: `${ops.secretAccessKey.slice(1)}x` }
    expect((await sendTo(target, forged, 'GET', '/v1/orders')).status).toBe(403)
  })

  test('a signature of an hour ago is 403', async () => {
    const { target, ops } = factory()
    const at = Date.now() - 3_600_000
    expect((await sendTo(target, ops, 'GET', '/v1/orders', { at })).status).toBe(403)
  })

  test('a station is refused at every route of ops alone', async () => {
    const { station } = factory()
    const routes = functions.flatMap(({ route }) => (route?.audience.includes('station') === false ? [route] : []))
    expect(routes.length).toBeGreaterThan(9)
    const { target } = factory()
    for (const { method, path } of routes) {
      const concrete = path.replace('{orderId}', 'o-2').replace('{imei}', imei).replace('{name}', 'line-1')
      expect([method, path, (await sendTo(target, station, method, concrete)).status]).toEqual([method, path, 403])
    }
  })

  test('ops cannot mint', async () => {
    const { ops } = factory()
    const { status } = await ops.ask('POST', `/orders/o-2/devices/${imei}/credentials`, {})
    expect(status).toBe(403)
  })

  judge('not-found-before-rights', 'a route that is not there is 404', async () => {
    expect((await factory().ops.ask('GET', '/nothing')).status).toBe(404)
  })

  test('an unknown key of a body is refused by name, as problem+json', async () => {
    const { status, body, contentType } = await factory().ops.ask('POST', '/orders', { quantity: 1, colour: 'red' })
    expect([status, contentType, body.code]).toEqual([400, 'application/problem+json', 'request-malformed'])
    expect(JSON.stringify(body.params)).toContain('colour')
  })

  test('a body without a JSON content type is read all the same', async () => {
    const { target, ops } = factory()
    const body = JSON.stringify({ firmware: 'mfw_nrf9160_1.3.7', hostname: 'mqtt.example.com' })
    const headers = { 'content-type': 'application/octet-stream' }
    const { status } = await sendTo(target, ops, 'POST', '/v1/endpoint-checks', { body, headers })
    expect(status).toBe(200)
  })

  test('what is not there is 404 with a code', async () => {
    const { ops } = factory()
    const [order, device] = [await ops.ask('GET', '/orders/o-2'), await ops.ask('GET', `/devices/${imeiOf(999)}`)]
    expect([order.status, order.body.code]).toEqual([404, 'order-not-found'])
    expect([device.status, device.body.code]).toEqual([404, 'device-not-found'])
  })
}
