import { createModem } from '../../simulator/modem.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { pausesTo } from '../support/pauses-to.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

// AWS IoT throttles with 400, not 429 (aws-iot-provisioning.md 2.7).
const throttled = { refuse: { name: 'ThrottlingException', status: 400, message: 'Rate exceeded' } }

const flashOne = async (n: number, pauses: number[] = []) => {
  const { orderId } = await story.openOrder(2)
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  const { outcome } = await story.flash(modem, orderId, { timers: pausesTo((ms) => void pauses.push(ms)) })
  return { outcome, spent: await story.spentOf(orderId), certificates: await story.certificatesOf(modem.imei) }
}
const oneUnit = { outcome: 'confirmed', spent: 1, certificates: [{ id: expect.any(String), status: 'ACTIVE' }] }

test('every call that may be repeated is throttled once: the functions repeat it and the bench does not notice', async () => {
  const repeatable = ['CreateThing', 'AttachPolicy', 'AttachThingPrincipal', 'DescribeCertificate', 'UpdateCertificate']
  const faults = repeatable.map((name) => story.cloud.faults.inject({ operation: `iot:${name}`, effect: throttled }))
  const pauses: number[] = []
  expect(await flashOne(1, pauses)).toEqual(oneUnit)
  expect(faults.map((fault) => fault.strikes())).toEqual(repeatable.map(() => 1))
  expect(pauses).toEqual([])
})

test('issuing, which makes another certificate each time, is not repeated blindly: the bench asks again for the same unit', async () => {
  const fault = story.cloud.faults.inject({ operation: 'iot:CreateCertificateFromCsr', times: 3, effect: throttled })
  const pauses: number[] = []
  const before = (await story.certificates()).length
  expect(await flashOne(2, pauses)).toEqual(oneUnit)
  expect(fault.strikes()).toBe(3)
  expect(pauses).toHaveLength(3)
  expect((await story.certificates()).length).toBe(before + 1)
})
