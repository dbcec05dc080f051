import { reconcileOrder } from '../../../core/order/reconcile-order.ts'

const states = { reserved: 1, minted: 2, confirming: 3, confirmed: 4, registered: 5, suspended: 6, revoked: 7 }

test('what is spent is with devices: nothing to explain', () => {
  const sums = reconcileOrder(
    { quantity: 50, spent: 31, remade: 1 },
    { states: { ...states, scrapped: 9, released: 10 }, scrappedAfterShipping: 2 },
  )
  expect(sums).toEqual({
    ordered: 50,
    spent: 31,
    reserved: 1,
    minted: 5,
    confirmed: 4,
    registered: 5,
    suspended: 6,
    revoked: 7,
    scrapped: 9,
    scrappedAfterShipping: 2,
    released: 10,
    remade: 1,
    difference: 0,
    says: [],
  })
})

test.each([
  [29, 1, '1 unit is spent that no device holds.'],
  [31, 3, '3 units are spent that no device holds.'],
  [27, -1, '1 device holds a unit that the budget does not count.'],
  [20, -8, '8 devices hold units that the budget does not count.'],
])('%i spent on 28 devices is a difference of %i, in words', (spent, difference, sentence) => {
  const sums = reconcileOrder({ quantity: 50, spent }, { states, scrappedAfterShipping: 0 })
  expect(sums.difference).toBe(difference)
  expect(sums.says[0]).toContain(sentence)
  expect(sums.says).toHaveLength(2)
})
