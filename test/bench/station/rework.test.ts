import { createModem } from '../../../simulator/modem.ts'
import { imeiOf } from '../../support/unit.ts'
import { fixture } from '../support/fixture.ts'
import { type RunningStation, runStation } from '../support/simulated-station.ts'
import { standInCloud } from '../support/stand-in-cloud.ts'

let running: RunningStation | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

/** A unit that was confirmed in an earlier shift, at a station that the order lets rework. */
const madeBefore = async (n: number) => {
  const cloud = standInCloud()
  const modem = createModem({ firmware: 'mfw_nrf9160_1.3.7', imei: imeiOf(n) })
  const slot = fixture(1)
  running = runStation(cloud, [slot])
  slot.put(modem)
  await running.tile(1, 'green', 'done')
  await running.stop()
  const { admission } = cloud
  cloud.admission = async (unit) => {
    const device = cloud.devices.get(unit.imei)
    if (device?.state !== 'confirmed') return admission(unit)
    const told = { ...device, state: 'registered' as const }
    // What the cloud would keep beside the new key until that is confirmed.
    device.state = 'minted'
    return { imei: unit.imei, thingName: `mintmark-${unit.imei}`, profile: cloud.profile, device: told }
  }
  return { cloud, modem }
}

const keys = (modem: ReturnType<typeof createModem>) => modem.received().filter((line) => /KEYGEN/.test(line)).length

test('in rework mode a unit that was made before gets another key on the same unit of the order', async () => {
  const { cloud, modem } = await madeBefore(530)
  const slot = fixture(1)
  running = runStation(cloud, [slot], { rework: true })
  slot.put(modem)
  await running.tile(1, 'green', 'done')
  expect(keys(modem)).toBe(2)
  expect([cloud.spent(), cloud.active().length]).toEqual([1, 1])
})

test('without it, such a unit is only proven again', async () => {
  const { cloud, modem } = await madeBefore(531)
  const slot = fixture(1)
  running = runStation(cloud, [slot])
  slot.put(modem)
  await running.tile(1, 'green', 'done-before')
  expect(keys(modem)).toBe(1)
})
