import { type DeviceAnswer, deviceAnswer } from '../../core/api/devices.ts'
import type { DeviceRecord } from '../../core/device/device-record.ts'
import { shareHolder } from '../../core/order/is-station.ts'
import { isRefusal, type Refusal, refuse } from '../../core/refusals/refusal.ts'
import { changeDevice, type DeviceChange, readDevice, unchangedSince } from '../adapters/registry/devices.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import { type Backoff, giveBackUnit } from '../adapters/registry/spend-unit.ts'
import { deviceFor, shutOut, type TakeAwayCall, type TakeAwayDependencies } from '../adapters/take-away.ts'

export interface ScrapDependencies extends TakeAwayDependencies, Backoff {
  newToken: () => string
}

/** A device that ever connected has left the factory: its unit was delivered, whatever becomes of it. */
const wasShipped = (device: DeviceRecord): boolean => device.registeredAt !== undefined

const write = async (deps: ScrapDependencies, device: DeviceRecord, change: DeviceChange): Promise<boolean> => {
  if (wasShipped(device)) return (await changeDevice(deps.table, device.imei, change)) !== undefined
  const order = await readOrder(deps.table, device.orderId)
  const station = order === undefined ? undefined : shareHolder(order, device.station)
  const share = station === undefined ? undefined : { station, units: 0 }
  return (await giveBackUnit(deps.table, device, change, share, deps.newToken(), deps)).done
}

/** Takes a unit off the line for good and gives its place in the order back, unless the device was shipped. */
export const scrapDevice =
  (deps: ScrapDependencies) =>
  async ({ imei, caller, reason }: TakeAwayCall): Promise<DeviceAnswer | Refusal> => {
    const device = await deviceFor(deps, imei, 'scrap', ({ state }) => state === 'scrapped')
    if (isRefusal(device)) return device
    if (device.state !== 'scrapped') {
      const written = await write(deps, device, {
        set: { state: 'scrapped' },
        remove: ['before', 'lease'],
        event: { at: new Date(deps.now()).toISOString(), change: 'scrap', by: caller, note: reason },
        ...unchangedSince(device),
      })
      if (!written) return refuse('changed-meanwhile', { imei: device.imei })
    }
    await shutOut(deps, device, 'REVOKED')
    return deviceAnswer.parse((await readDevice(deps.table, device.imei)) ?? device)
  }
