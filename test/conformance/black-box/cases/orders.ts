import { DescribeEndpointCommand } from '@aws-sdk/client-iot'
import { orderAnswer } from '../../../../core/api/orders.ts'
import { imeiOf } from '../../../support/unit.ts'
import { iotClientOf } from '../aws.ts'
import type { Factory } from '../factory.ts'
import { common, stationKeyed } from '../unit.ts'

/** From an order's opening to its last unit. */
export const orders = (factory: () => Factory): void => {
  test('the endpoint check expects the host that AWS IoT names', async () => {
    const { target, station } = factory()
    const { endpointAddress } = await iotClientOf(target).send(
      new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }),
    )
    const { status, body } = await station.ask('POST', '/endpoint-checks', {
      firmware: common.firmware,
      hostname: null,
    })
    expect([status, body.expectedEndpoint]).toEqual([200, endpointAddress])
  })

  test('an order opens, reads back the same and is listed', async () => {
    const { ops, open, station } = factory()
    const order = await open({ quantity: 7 })
    expect(order).toMatchObject({ status: 'open', ordered: 7, spent: 0, openedBy: ops.arn, stations: [station.arn] })
    expect(orderAnswer.parse(order)).toEqual(order)
    expect((await ops.ask('GET', `/orders/${order.orderId}`)).body).toEqual(order)
    const { orders: listed } = (await ops.ask('GET', '/orders')).body
    expect(listed.map(({ orderId }: { orderId: string }) => orderId)).toContain(order.orderId)
  })

  test('an order whose devices could not connect does not open', async () => {
    const profile = { name: 'wrong', hostname: 'a1b2c3d4e5f6g7-ats.iot.us-west-2.amazonaws.com', securityTag: 1 }
    const { status, body } = await factory().ops.ask('POST', '/orders', { profile, quantity: 1 })
    expect([status, body.code]).toEqual([422, 'profile-would-not-connect'])
  })

  test('admission names the profile, and reserves nothing', async () => {
    const { ops, open, station } = factory()
    const { orderId } = await open()
    const { status, body } = await station.ask('GET', `/orders/${orderId}/devices/${imeiOf(10)}/admission`)
    expect([status, body.thingName]).toEqual([200, `mintmark-${imeiOf(10)}`])
    expect((await ops.ask('GET', `/orders/${orderId}`)).body.spent).toBe(0)
  })

  test('a station that the order does not name gets no certificate', async () => {
    const { ops, open, mint } = factory()
    const { orderId } = await open({ stations: [ops.arn] })
    const { status, body } = await mint(orderId, imeiOf(11), (await stationKeyed()).request)
    expect([status, (body as unknown as { code: string }).code]).toEqual([403, 'station-not-of-order'])
  })

  test('sixteen units at once on an order of twelve: twelve certificates, four refusals, and the numbers agree', async () => {
    const { ops, open, mint } = factory()
    const { orderId } = await open({ quantity: 12 })
    const tries = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => mint(orderId, imeiOf(20 + n), (await stationKeyed()).request)),
    )
    const codes = tries.map(({ status, body }) => `${status} ${(body as { code?: string }).code ?? ''}`).sort()
    expect(codes).toEqual([...Array(12).fill('201 '), ...Array(4).fill('409 order-exhausted')])
    const { body } = await ops.ask('GET', `/orders/${orderId}`)
    expect([body.spent, body.states.minted]).toEqual([12, 12])
  })

  test('a closed order takes no new unit, a reopened one does', async () => {
    const { ops, open, mint } = factory()
    const { orderId } = await open()
    expect((await ops.ask('POST', `/orders/${orderId}/close`)).body.status).toBe('closed')
    const refused = await mint(orderId, imeiOf(12), (await stationKeyed()).request)
    expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([409, 'order-closed'])
    expect((await ops.ask('POST', `/orders/${orderId}/reopen`)).body.status).toBe('open')
    expect((await mint(orderId, imeiOf(12), (await stationKeyed()).request)).status).toBe(201)
  })
}
