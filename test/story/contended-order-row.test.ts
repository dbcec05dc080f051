import { createModem } from '../../simulator/modem.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

const mint = 'mintmark-dev-mint-credential'
const transact = 'dynamodb:TransactWriteItems'

const canceledBy = (code: string) => ({
  refuse: {
    name: 'TransactionCanceledException',
    status: 400,
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${code}, None, None]`,
    details: { CancellationReasons: [{ Code: code }, { Code: 'None' }, { Code: 'None' }] },
  },
})

/** Flashes one unit of an order of two, and says how the budget and the certificates stand afterwards. */
const flashOne = async (n: number) => {
  const { orderId } = await story.openOrder(2)
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  const { outcome } = await story.flash(modem, orderId)
  return { outcome, spent: await story.spentOf(orderId), certificates: await story.certificatesOf(modem.imei) }
}

const oneUnit = {
  outcome: 'confirmed',
  spent: 1,
  certificates: [{ id: expect.any(String), status: 'ACTIVE' }],
}

test.each([
  ['TransactionConflict', 1],
  ['ThrottlingError', 2],
])('%s four times in a row is repeated with the same token, and nobody notices', async (code, n) => {
  const fault = story.cloud.faults.inject({ operation: transact, caller: mint, times: 4, effect: canceledBy(code) })
  expect(await flashOne(n)).toEqual(oneUnit)
  expect(fault.strikes()).toBe(4)
})

test('a transaction in progress is waited for', async () => {
  const effect = { refuse: { name: 'TransactionInProgressException', status: 400, message: 'in progress' } }
  const fault = story.cloud.faults.inject({ operation: transact, caller: mint, times: 2, effect })
  expect(await flashOne(3)).toEqual(oneUnit)
  expect(fault.strikes()).toBe(2)
})

test('a transaction whose answer was lost is asked again and spends one unit', async () => {
  const fault = story.cloud.faults.inject({ operation: transact, caller: mint, effect: 'lose-answer' })
  expect(await flashOne(4)).toEqual(oneUnit)
  expect(fault.strikes()).toBe(1)
})

test('a conflict right after a lost answer, too', async () => {
  story.cloud.faults.inject({ operation: transact, caller: mint, effect: 'lose-answer' })
  const fault = story.cloud.faults.inject({
    operation: transact,
    caller: mint,
    after: 1,
    effect: canceledBy('TransactionConflict'),
  })
  expect(await flashOne(5)).toEqual(oneUnit)
  expect(fault.strikes()).toBe(1)
})
