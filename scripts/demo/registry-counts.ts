import type { FactoryApi } from '../../bench/cloud/factory-api.ts'
import { isRefused } from '../../bench/refused.ts'
import type { DeviceAnswer } from '../../core/api/devices.ts'
import { inParallel } from './in-parallel.ts'

export interface DemoCounts {
  ordered: number
  minted: number
  confirmed: number
  registered: number
  failed: number
}

const atOnce = 8

/** What the registry knows of these devices; one that it does not know is left out. */
export const readDevices = async (api: FactoryApi, imeis: readonly string[]): Promise<DeviceAnswer[]> => {
  const answers = await inParallel(imeis, atOnce, (imei) => api.readDevice(imei))
  return answers.flatMap((answer) => (isRefused(answer) ? [] : [answer]))
}

/** How far the devices of an order came, from what the registry says and nothing else. */
export const countDevices = (ordered: number, devices: readonly DeviceAnswer[]): DemoCounts => {
  const count = (is: (device: DeviceAnswer) => boolean) => devices.filter(is).length
  const registered = count(({ state }) => state === 'registered')
  return {
    ordered,
    minted: count(({ certificateId, mintedAt }) => certificateId !== undefined && mintedAt !== undefined),
    confirmed: count(({ confirmedAt }) => confirmedAt !== undefined),
    registered,
    failed: ordered - registered,
  }
}
