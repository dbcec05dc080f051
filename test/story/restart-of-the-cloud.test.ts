import { isRefused } from '../../bench/refused.ts'
import { createModem } from '../../simulator/modem.ts'
import { type StoryCloud, startStoryCloud } from '../support/local-cloud.ts'
import { imeiOf } from '../support/unit.ts'

let story: StoryCloud
beforeAll(async () => {
  story = await startStoryCloud()
}, 120_000)
afterAll(() => story.stop())

const device = async (imei: string) => {
  const answer = await story.apiAs(story.ops).readDevice(imei)
  if (isRefused(answer)) throw new Error(answer.says)
  return answer
}

test('after a restart the order goes on, devices connect with the certificates they have, and none is minted again', async () => {
  const { orderId } = await story.openOrder(3)
  const newModem = (n: number) => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  const [shipped, confirmed, half] = [newModem(1), newModem(2), newModem(3)]
  await story.flash(shipped, orderId)
  expect(await story.connect(shipped)).toMatchObject({ outcome: 'connected' })
  await story.flash(confirmed, orderId)
  half.addFault({ name: 'unplug-after', command: /^AT%CMNG=0,\d+,1/ })
  expect(await story.flash(half, orderId)).toMatchObject({ outcome: 'failed' })
  const before = await Promise.all([shipped, confirmed, half].map(({ imei }) => device(imei)))
  expect(before.map(({ state }) => state)).toEqual(['registered', 'confirmed', 'minted'])
  const certificates = await story.certificates()
  const { dataEndpoint } = story.cloud.ready

  await story.restart()

  expect(story.cloud.ready.dataEndpoint).toBe(dataEndpoint)
  expect(await Promise.all([shipped, confirmed, half].map(({ imei }) => device(imei)))).toEqual(before)
  expect(await story.certificates()).toEqual(certificates)
  expect(await story.connect(shipped)).toMatchObject({ outcome: 'connected' })
  expect(await story.connect(confirmed)).toMatchObject({ outcome: 'connected' })
  expect(await device(confirmed.imei)).toMatchObject({ state: 'registered' })
  expect(await story.connect(half)).toMatchObject({ outcome: 'closed-after-connect' })
  expect(await story.flash(half, orderId)).toMatchObject({
    outcome: 'confirmed',
    certificateId: before[2]?.certificateId,
  })
  expect(await story.flash(shipped, orderId)).toMatchObject({ outcome: 'confirmed', repeated: true })
  expect(await story.spentOf(orderId)).toBe(3)
  expect((await story.certificates()).length).toBe(certificates.length)
})
