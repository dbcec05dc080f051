import type { DeviceRecord } from '../../core/device/device-record.ts'
import { shareHolder } from '../../core/order/is-station.ts'
import { deleteCertificate } from '../adapters/iot/delete-certificate.ts'
import { changeDevice, type DeviceChange } from '../adapters/registry/devices.ts'
import { devicesInState } from '../adapters/registry/devices-in-state.ts'
import { readOrder } from '../adapters/registry/orders.ts'
import { giveBackUnit } from '../adapters/registry/spend-unit.ts'
import { type SweepDependencies, untouchable } from './dependencies.ts'

/** Only while nobody renewed the lease. */
const stillLapsed = (device: DeviceRecord): Pick<DeviceChange, 'when' | 'names' | 'values'> => ({
  when: '#state = :reserved AND lease.#token = :token',
  names: { '#state': 'state', '#token': 'token' },
  values: { ':reserved': 'reserved', ':token': device.lease?.token },
})

/** A rework that came to nothing: the device is what it was, with the certificate that works. */
const restore = async ({ table, now }: SweepDependencies, device: DeviceRecord): Promise<boolean> => {
  const { previous } = device
  if (previous === undefined) return false
  const { generation: _, ...credential } = previous
  const { certificateId } = credential
  const restored = await changeDevice(table, device.imei, {
    set: credential,
    remove: ['previous', 'lease', 'superseded'],
    event: {
      at: new Date(now()).toISOString(),
      change: 'release',
      by: 'sweep',
      certificateId,
      note: 'the rework came to nothing',
    },
    ...stillLapsed(device),
  })
  return restored !== undefined
}

const release = async (deps: SweepDependencies, device: DeviceRecord): Promise<boolean> => {
  const order = await readOrder(deps.table, device.orderId)
  const station = order === undefined ? undefined : shareHolder(order, device.station)
  const change: DeviceChange = {
    set: { state: 'released' },
    remove: ['lease', 'superseded'],
    event: { at: new Date(deps.now()).toISOString(), change: 'release', by: 'sweep' },
    ...stillLapsed(device),
  }
  const share = station === undefined ? undefined : { station, units: 0 }
  return (await giveBackUnit(deps.table, device, change, share, deps.newToken(), deps)).done
}

/** Reservations whose lease lapsed an hour ago and more. What they superseded goes first, so that nothing is forgotten. */
export const releaseLapsed = async (
  deps: SweepDependencies,
  dryRun: boolean,
): Promise<{ released: string[]; restored: string[]; unfinished: boolean }> => {
  const until = new Date(deps.now() - untouchable).toISOString()
  const done = { released: [] as string[], restored: [] as string[], unfinished: false }
  for await (const device of devicesInState(deps.table, 'reserved', { until })) {
    if (device.lease === undefined || device.lease.expiresAt > deps.now() - untouchable) continue
    if (!deps.hasTime()) return { ...done, unfinished: true }
    const kind = device.previous === undefined ? 'released' : 'restored'
    if (!dryRun) {
      const attachments = { thingName: device.thingName, policyName: deps.policyName }
      for (const arn of device.superseded ?? []) await deleteCertificate(deps.iot, arn, attachments, deps.sleep)
      if (!(await (kind === 'restored' ? restore : release)(deps, device))) continue
    }
    done[kind].push(device.imei)
  }
  return done
}
