import { explainRefusal, refusals, refuse } from '../../../core/refusals/refusal.ts'

test('a refusal says what is so with its values, what to do, and its HTTP status', () => {
  expect(explainRefusal(refuse('order-exhausted', { orderId: 'o-1', quantity: 8 }))).toEqual({
    says: 'All 8 units of order o-1 are spent.',
    next: expect.stringContaining('another order'),
    status: 409,
  })
})

test('every refusal has a client-error status or asks to try again', () => {
  for (const [code, kind] of Object.entries(refusals)) expect([code, kind.status]).toEqual([code, expect.any(Number)])
  expect(
    Object.values(refusals).every((kind) => (kind.status >= 400 && kind.status < 500) || kind.status === 503),
  ).toBe(true)
})
