import { type ArticleWorld, articleRequest, good, startArticleWorld } from '../../support/article-world.ts'
import { station } from '../../support/mint-world.ts'
import { imeiOf, proofOf, stationRequest } from '../../support/unit.ts'

let world: ArticleWorld
beforeAll(async () => {
  world = await startArticleWorld()
})
afterAll(() => world.cloud.stop())

const minute = 60_000
let units = 900
const golden = () => imeiOf(units++)

test('an article gets a certificate, is proven, and leaves nothing but a line in the order', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  expect(await world.admitArticle({ orderId, caller: station, imei: undefined, firmware: undefined })).toEqual({
    orderId,
    goldenUnits: [imei],
  })
  const admitted = good(await world.admitArticle({ orderId, caller: station, imei, firmware: 'mfw_nrf9160_1.3.7' }))
  expect(admitted.unit).toMatchObject({ imei, profile: { existingCredentials: 'replace', serial: 'none' } })
  const before = await world.certificateCount()
  const answer = good(await world.mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest() }))
  expect(await world.statusOf(answer.certificateId)).toBe('INACTIVE')
  const passed = good(await world.confirmArticle(world.confirmCall(orderId, answer)))
  expect(passed).toMatchObject({ imei, state: 'revoked', proof: 'digest', certificateId: answer.certificateId })
  expect(await world.statusOf(answer.certificateId)).toBe('gone')
  expect(await world.certificateCount()).toBe(before)
  const order = good(await world.read(orderId))
  expect(order).toMatchObject({ spent: 0, reconciliation: { difference: 0 }, goldenUnits: [imei] })
  expect(order.line).toEqual([
    { at: passed.confirmedAt, what: 'article-passed', station, imei, firmware: 'mfw_nrf9160_1.3.7', proof: 'digest' },
  ])
  // An answer that was lost is asked for again.
  expect(await world.confirmArticle(world.confirmCall(orderId, answer))).toEqual(passed)
  expect(good(await world.read(orderId)).line).toHaveLength(1)
})

test('asked twice at once, both answers are the same, and nothing is left ACTIVE', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  const answer = good(await world.mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest() }))
  const call = world.confirmCall(orderId, answer)
  const both = await Promise.all([world.confirmArticle(call), world.confirmArticle(call)])
  // One of the two may have to ask again; a wrong "no" is never said.
  for (const one of both) if ('refusal' in one) expect(one.refusal).toBe('try-again')
  expect(good(await world.confirmArticle(call)).state).toBe('revoked')
  expect(await world.statusOf(answer.certificateId)).toBe('gone')
  const { line } = good(await world.read(orderId))
  expect(line?.length).toBeLessThanOrEqual(2)
})

test('a simulated article says so in the order for ever', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  const request = await articleRequest('station', true)
  const answer = good(await world.mintArticle({ ...world.callOf(orderId, imei), request }))
  await world.confirmArticle(world.confirmCall(orderId, answer))
  expect(good(await world.read(orderId)).line).toMatchObject([{ what: 'article-simulated', imei }])
})

test('a listing that differs ends nothing and opens nothing; the next article takes its certificate away', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  const first = good(await world.mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest() }))
  const call = world.confirmCall(orderId, first)
  const listing = call.request.listing.map((line) => line.replace(/^(%CMNG: \d+,1,")..../, '$1FFFF'))
  expect(await world.confirmArticle({ ...call, request: { ...call.request, listing } })).toMatchObject({
    refusal: 'credential-differs',
  })
  expect(await world.statusOf(first.certificateId)).toBe('INACTIVE')
  const next = good(await world.mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest('cloud') }))
  expect(next.privateKeyPem).toContain('PRIVATE KEY')
  expect(await world.statusOf(first.certificateId)).toBe('gone')
  expect(await world.confirmArticle(call)).toMatchObject({ refusal: 'certificate-superseded' })
  expect(good(await world.confirmArticle(world.confirmCall(orderId, next))).state).toBe('revoked')
})

test('a golden unit is never a product, and a product never a golden unit', async () => {
  const [imei, product] = [golden(), golden()]
  const { orderId } = await world.openWith([imei])
  const call = world.callOf(orderId, imei)
  expect(await world.mint({ ...call, request: await stationRequest() })).toMatchObject({ refusal: 'golden-unit' })
  expect(await world.mintArticle({ ...world.callOf(orderId, product), request: await articleRequest() })).toMatchObject(
    {
      refusal: 'not-a-golden-unit',
      params: { listed: 1 },
    },
  )
  const minted = good(await world.mint({ ...world.callOf(orderId, product), request: await stationRequest() }))
  await world.confirm({
    ...world.callOf(orderId, product),
    certificateId: minted.certificateId,
    request: proofOf(minted),
  })
  const other = await world.openWith([product])
  expect(
    await world.mintArticle({ ...world.callOf(other.orderId, product), request: await articleRequest() }),
  ).toMatchObject({
    refusal: 'device-of-another-order',
    params: { state: 'confirmed' },
  })
})

test('strangers, closed orders and keys of others are refused', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  const request = await articleRequest()
  const stranger = 'arn:aws:iam::123456789012:user/nobody'
  for (const answer of [
    await world.mintArticle({ orderId, imei, caller: stranger, request }),
    await world.admitArticle({ orderId, caller: stranger, imei: undefined, firmware: undefined }),
    await world.openLine({
      orderId,
      caller: stranger,
      request: { at: '2026-11-22T06:00:00Z', reason: 'no reason', agentVersion: '1' },
    }),
  ])
    expect(answer).toMatchObject({ refusal: 'station-not-of-order' })
  const other = golden()
  const third = await world.openWith([other])
  good(await world.mintArticle({ ...world.callOf(third.orderId, other), request }))
  expect(await world.mintArticle({ ...world.callOf(orderId, imei), request })).toMatchObject({
    refusal: 'key-of-another-device',
    params: { imei: other },
  })
  expect(await world.admitArticle({ orderId: 'o-none', caller: station, imei, firmware: undefined })).toMatchObject({
    refusal: 'order-not-found',
  })
})

test('two benches with one golden unit: one has the lease, the other waits', async () => {
  const imei = golden()
  const { orderId } = await world.openWith([imei])
  const call = async () => world.mintArticle({ ...world.callOf(orderId, imei), request: await articleRequest() })
  const answers = await Promise.all([call(), call()])
  const codes = answers.map((answer) => ('refusal' in answer ? answer.refusal : 'minted')).toSorted()
  expect(['mint-in-progress,minted', 'minted,minted']).toContain(codes.join())
  world.cloud.time.now += minute
  const last = good(await call())
  good(await world.confirmArticle(world.confirmCall(orderId, last)))
  for (const answer of answers)
    if ('certificateId' in answer) expect(await world.statusOf(answer.certificateId)).toBe('gone')
})

test('a supervisor who opens the line is in the order with reason and name, once', async () => {
  const { orderId } = await world.openWith([golden()])
  const request = {
    at: '2026-11-22T06:00:00.000Z',
    reason: 'golden unit is at calibration',
    by: 'M. Keller',
    agentVersion: '0.1.0',
  }
  const event = { at: request.at, what: 'line-opened', station, reason: request.reason, by: request.by }
  expect(await world.openLine({ orderId, caller: station, request })).toEqual(event)
  await world.openLine({ orderId, caller: station, request })
  expect(good(await world.read(orderId)).line).toEqual([event])
})

test('attach times are kept with the device and added up by firmware, once for each credential', async () => {
  const { orderId } = await world.openWith([golden()])
  const report = async (imei: string, attachMs: number | null, certificateId: string) =>
    world.reportAttach({
      ...world.callOf(orderId, imei),
      request: { certificateId, firmware: 'mfw_nrf9160_1.3.7', attachMs, agentVersion: '0.1.0' },
    })
  const minted = []
  for (const imei of [golden(), golden(), golden()])
    minted.push(good(await world.mint({ ...world.callOf(orderId, imei), request: await stationRequest() })))
  const [a, b, c] = minted
  if (!a || !b || !c) throw new Error('three were minted')
  expect(await report(a.imei, 4_000, a.certificateId)).toEqual({ imei: a.imei, noted: true })
  expect(await report(a.imei, 4_000, a.certificateId)).toEqual({ imei: a.imei, noted: false })
  expect(await report(b.imei, null, b.certificateId)).toMatchObject({ noted: true })
  expect(await report(b.imei, null, b.certificateId)).toMatchObject({ noted: false })
  expect(await report(b.imei, 61_000, b.certificateId)).toMatchObject({ noted: true })
  expect(await report(c.imei, 10_000, a.certificateId)).toMatchObject({ refusal: 'certificate-superseded' })
  expect(good(await world.read(orderId)).attachTimes).toEqual([
    {
      firmware: 'mfw_nrf9160_1.3.7',
      registered: 2,
      failed: 1,
      meanMs: 32_500,
      upTo: { s5: 1, s15: 0, s30: 0, s60: 0, more: 1 },
    },
  ])
})
