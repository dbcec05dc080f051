import { orderId } from '../../../lambdas/open-order/order-id.ts'

test('an order ID has ten characters that nobody mistakes for others when it is read aloud', () => {
  expect(orderId(new Uint8Array(7))).toBe('o-2222222222')
  expect(orderId(Uint8Array.from([255, 1, 2, 3, 4, 5, 6]))).toMatch(/^o-[2-9b-dfghjkmnp-tv-xz]{10}$/)
})
