import { type OrderProgress, watchOrder } from '../../../bench/station/order-progress.ts'
import { createModem } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { simulatedBench } from '../support/simulated-bench.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'

test('the order as the cloud told it, plus the units spent here since; a unit made again spends none', async () => {
  const cloud = standInCloud()
  let told: OrderProgress | undefined = { quantity: 10, spent: 7 }
  const { admission } = cloud
  cloud.admission = async (unit) => {
    const answer = await admission(unit)
    const begun = { state: 'minted' as const, generation: 1, certificateId: 'c' }
    return 'refused' in answer
      ? answer
      : { ...answer, order: told, device: unit.imei === imeiOf(2) ? begun : answer.device }
  }
  const changes: string[] = []
  const order = watchOrder(({ quantity, spent }) => changes.push(`${spent}/${quantity}`))
  const bench = simulatedBench({ ...cloud, ...order.watch(cloud) })
  expect(order.progress()).toBeUndefined()
  const modem = (n: number) => createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  await bench.flash(modem(1))
  expect(order.progress()).toEqual({ quantity: 10, spent: 8 })
  told = { quantity: 10, spent: 12 }
  await bench.flash(modem(2))
  told = undefined
  await bench.flash(modem(3))
  expect(changes).toEqual(['7/10', '8/10', '12/10'])
})
